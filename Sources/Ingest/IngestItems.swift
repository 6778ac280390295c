import Digests
import Events
import OTLP
import Telemetry

/// What of a request may come in, in its order, and what may not.
struct IngestItems: Sendable {
  private(set) var items: [IngestItem] = []
  private(set) var rejections = Rejections()
  private let spans: [String: String]
  private let isOff: Bool
  private var repeats: [ItemID: Int] = [:]

  /// - Parameters:
  ///   - batches: what each resource of the request tells.
  ///   - bytes: of its body.
  /// - Throws: `tooLarge` where there are too many.
  init(_ batches: [Value], bytes: Int, _ settings: OTLPIngest.Settings) throws(Refusal) {
    spans = settings.spans
    isOff = !settings.emitter.isEnabled
    let count = batches.reduce(0) { $0 + OTLPEvents.count(in: $1) }
    guard count <= settings.itemLimit else {
      throw .tooLarge(
        "the request holds \(count) spans, points or records, more than \(settings.itemLimit); "
          + "send smaller batches")
    }
    items.reserveCapacity(count)
    let share = OTLPEvents.share(of: bytes, in: batches)
    for batch in batches {
      let told = OTLPEvents(batch, limit: share)
      var writer = JSONWriter()
      writer.write(.object(told.wholeResource))
      let resource = SHA256.hash(writer.bytes.span)
      for (place, event) in told.events.enumerated() {
        add(event, of: resource, told.faults[place])
      }
      for name in told.reversed {
        rejections.warn(
          "the span \(Self.shown(name)) ends before it begins, and was taken without a duration")
      }
    }
  }

  /// - Parameter fault: what its values are wrong in; nil: in nothing.
  private mutating func add(_ event: NewEvent, of resource: [UInt8], _ fault: String?) {
    if isOff {
      return rejections.add(.off, "events are switched off, so none is kept; set enabled: true")
    }
    let event = mapped(event)
    if ReservedName.isReserved(event.name) {
      return rejections.add(
        .reserved,
        "\(Self.shown(event.name)) is a name that only tlm gives to events; call it otherwise")
    }
    if let fault = fault.map({ "the point of \(Self.shown(event.name)) \($0)" })
      ?? Self.fault(of: event)
    {
      return rejections.add(.unreadable, fault)
    }
    let id = ItemID(event, of: resource)
    guard ItemID.mayRepeat(event) else { return items.append(IngestItem(event: event, id: id)) }
    let times = repeats[id, default: 0]
    repeats[id] = times + 1
    items.append(IngestItem(event: event, id: id.repeated(times)))
  }

  /// A span as the event that it is to become.
  private func mapped(_ event: NewEvent) -> NewEvent {
    guard !spans.isEmpty, let name = spans[event.name],
      event.fields.contains(where: { $0.name == "kind" && $0.value == "span" })
    else { return event }
    var mapped = event
    mapped.name = name
    mapped.fields.append(Member("span_name", .string(event.name)))
    return mapped
  }

  /// Why a span cannot be told from others; nil where it can.
  private static func fault(of event: NewEvent) -> String? {
    guard event.fields.contains(where: { $0.name == "kind" && $0.value == "span" }) else {
      return nil
    }
    for (name, word, bytes) in [("trace_id", "trace", 16), ("span_id", "span", 8)] {
      let text = event.fields.first { $0.name == name }?.value.text ?? ""
      if text.utf8.count == 2 * bytes, HexText.bytes(text) != nil { continue }
      let found = text.isEmpty ? "none" : shown(text)
      return "the span \(shown(event.name)) needs an id of its \(word) of \(bytes) bytes that are "
        + "not all 0, and has \(found)"
    }
    return nil
  }

  static func shown(_ text: String) -> String {
    text.utf8.count <= 80 ? "\"\(text)\"" : "\"\(text.prefix(60))…\""
  }
}
