package import Events

/// What is told through other libraries: with a trace of its own, and with fields of anybody's names.
extension Emitter {
  /// Tells of something that belongs to the trace that is given, and to none where none is.
  ///
  /// - Parameter fields: where one of them is `ts`, that is when it happened.
  package func tell(_ name: String, _ fields: [Member], in trace: TraceContext?) {
    if isEnabled { core.take(name, fields, nil, in: trace) }
  }
}

/// Fields that somebody else has named.
package enum Attributes {
  /// Adds them under their own names; one that is named as what the event says of itself is under
  /// `attribute.NAME`.
  package static func add(_ attributes: [Member], to fields: inout [Member]) {
    let count = fields.count
    for attribute in attributes {
      let isTaken =
        reserved.contains(attribute.name)
        || fields[..<count].contains { $0.name == attribute.name }
      let name = isTaken ? "attribute." + attribute.name : attribute.name
      fields.append(Member(name, attribute.value))
    }
  }

  /// What the emitter adds by itself.
  private static let reserved = ["ts", "event", "level", "tool"]
}
