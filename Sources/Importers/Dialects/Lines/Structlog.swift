package import Events

/// What structlog and its like write: a time, a level, an event.
package struct Structlog: Dialect {
  package static let name = "structlog"
  package static let about = "structlog and its like: timestamp, level, event"

  package static func knows(_ line: Value, in path: String) -> Bool {
    line["timestamp"] != nil && line["level"]?.text != nil && line["event"]?.text != nil
  }

  package init(path: String) {}
}
