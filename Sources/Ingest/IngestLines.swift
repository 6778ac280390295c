import Events
import Telemetry

/// Items as lines of the log: without secrets, and none that is longer than it may be.
struct IngestLines: Sendable {
  private let redactor: Redactor
  private let content: IngestContent
  private let limit: Int

  init(_ settings: OTLPIngest.Settings) {
    redactor = Redactor(settings.emitter.redaction, key: settings.emitter.redactionKey)
    content = IngestContent(settings.content, redactor)
    limit = settings.lineLimit
  }

  /// The line of an item; nil where it is too long, which is noted.
  ///
  /// - Parameter time: when it came, for one that says no time itself.
  func line(
    of item: IngestItem, at time: Timestamp, _ rejections: inout Rejections
  ) -> [UInt8]? {
    var event = content.cut(item.event)
    if event.time == nil, !event.fields.contains(where: { $0.name == "timeUnixNano" }) {
      event.time = time
    }
    let own = event.fields.contains { $0.name == "event_id" }
    event.fields.append(Member(own ? "otlp_id" : "event_id", .string(item.id.text)))
    var report = RedactionReport()
    let line = redactor.line(ofJSON: event.line(), &report)
    guard line.count > limit else { return line }
    rejections.add(
      .tooLong,
      "\(IngestItems.shown(event.name)) makes a line of \(line.count) bytes, more than \(limit); "
        + "send shorter attributes")
    return nil
  }
}
