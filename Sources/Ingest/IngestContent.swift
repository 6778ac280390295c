import Emitting
import Events
import OTLP
import Telemetry

/// Keeps of prompts, inputs and outputs of agents as much as is set, as their hooks do.
struct IngestContent: Sendable {
  private let kept: Content
  private let redactor: Redactor

  init(_ kept: Content, _ redactor: Redactor) { (self.kept, self.redactor) = (kept, redactor) }

  /// An event with no more content than is wanted; of what is cut its length is told.
  func cut(_ event: NewEvent) -> NewEvent {
    if kept == .full { return event }
    let names = AgentContent.names(in: event)
    guard event.fields.contains(where: { names.contains($0.name) }) else { return event }
    var event = event
    var isTruncated = false
    event.fields = event.fields.flatMap { field -> [Member] in
      guard names.contains(field.name) else { return [field] }
      let text = field.value.text ?? JSONWriter.text(of: field.value)
      let size = Member(field.name + "_bytes", .integer(Int64(text.utf8.count)))
      if kept == .none { return [size] }
      guard text.utf8.count > Excerpt.limit else { return [field] }
      isTruncated = true
      return [Member(field.name, .string(excerpt(text))), size]
    }
    if isTruncated, !event.fields.contains(where: { $0.name == "truncated" }) {
      event.fields.append(Member("truncated", true))
    }
    return event
  }

  private func excerpt(_ text: String) -> String {
    var report = RedactionReport()
    return Excerpt(text) { redactor.text($0, &report) }.text
  }
}
