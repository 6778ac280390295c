import Documents
import Posting
import TLM

/// What an export came to, in words.
enum ExportView {
  static func sentence(of document: ExportDocument) -> String {
    var events = counted(document.events, "event")
    if let spans = document.spans { events += " as " + counted(spans, "span") }
    guard document.isSent else {
      return "\(events) in \(document.target) (\(Numbers.bytes(document.bytes)))"
    }
    var parts = ["\(events) to \(document.target)"]
    parts.append(counted(document.tally.requests, "request"))
    if document.tally.retries > 0 {
      parts.append("\(Numbers.grouped(document.tally.retries)) of them tried again")
    }
    if document.rejected > 0 { parts.append("\(Numbers.grouped(Int(document.rejected))) left out") }
    return parts.joined(separator: ", ")
  }

  private static func counted(_ number: Int, _ thing: String) -> String {
    "\(Numbers.grouped(number)) \(thing)\(number == 1 ? "" : "s")"
  }
}
