import Emitting
import Events

/// The fields of an event, as they are made of those of a hook's document.
struct HookFields {
  private(set) var members: [Member] = []
  private var isTruncated = false
  private let content: Content
  private let redact: (String) -> String
  private let digest: ([UInt8]) -> String?

  /// Bytes of the longest list or object that is kept as a small field.
  private static let smallValue = 512
  /// Bytes of all texts of a field of which all is wanted.
  private static let fullRoom = 524_288
  /// Bytes of a value that are looked through for its beginning.
  private static let summaryRoom = 4096
  /// Calls of a batch that are named; the hosts make a few at once.
  private static let mostCalls = 64

  init(
    _ content: Content, _ redact: @escaping (String) -> String,
    _ digest: @escaping ([UInt8]) -> String?
  ) {
    self.content = content
    self.redact = redact
    self.digest = digest
  }

  /// Takes in a field of the document; one that is null says nothing.
  mutating func add(_ field: HookField, _ member: Member) {
    if member.value == .null { return }
    switch field {
    case .plain: addSmall(member, isPlain: true)
    case .renamed(let name): addSmall(Member(name, member.value), isPlain: true)
    case .unknown: addSmall(member, isPlain: false)
    case .content(let name, let size):
      addContent(member, as: name, showing: member.value)
      addSize(of: member.value, as: size)
    case .input: addInput(member)
    case .response: addResponse(member)
    case .counted:
      set(member.name + "_count", .integer(Int64(clamping: member.value.elements.count)))
      if content == .full { addWhole(member) }
    case .calls: addCalls(member.value.elements)
    }
  }

  /// Says what is not in the event.
  ///
  /// - Parameter leftOut: fields of the document that were not looked at.
  mutating func close(leftOut: Int) {
    if leftOut > 0 { set("fields_left_out", .integer(Int64(clamping: leftOut))) }
    if isTruncated || leftOut > 0 { set("truncated", true) }
  }

  /// What the document says under a name comes before what is made up under it.
  private mutating func set(_ name: String, _ value: Value) {
    if !members.contains(where: { $0.name == name }) { members.append(Member(name, value)) }
  }
}

extension HookFields {
  /// What a call is made with, and where that is not all in the event, what tells it from others.
  private mutating func addInput(_ member: Member) {
    let wasTruncated = isTruncated
    isTruncated = false
    addContent(member, as: "input", showing: member.value)
    addSize(of: member.value, as: "input_bytes")
    let isWhole = content != .none && !isTruncated
    isTruncated = isTruncated || wasTruncated
    if !isWhole, let digest = digest(Array(JSONWriter.text(of: member.value).utf8)) {
      set("input_digest", .string(digest))
    }
  }

  private mutating func addResponse(_ member: Member) {
    let parts = ResponseParts(member.value)
    addContent(member, as: "output", showing: parts.output)
    addSize(of: member.value, as: "response_bytes")
    for size in parts.sizes { set(size.name, size.value) }
    // All of the response says for itself how the call ended.
    if content != .full { for said in parts.ending { set(said.name, said.value) } }
  }

  /// - Parameters:
  ///   - name: of its beginning; all of it keeps the name and the form that the host gave it.
  ///   - shown: what the beginning is of.
  private mutating func addContent(_ member: Member, as name: String, showing shown: Value) {
    switch content {
    case .none: break
    case .summary: set(name, .string(beginning(of: shown, limit: Excerpt.limit)))
    case .full: addWhole(member)
    }
  }

  private mutating func addWhole(_ member: Member) {
    set(member.name, redacted(member.value, limit: Excerpt.fullLimit, room: Self.fullRoom))
  }

  private mutating func addSize(of value: Value, as name: String) {
    set(name, .integer(Int64(clamping: value.textSize)))
  }

  /// A small field as it is; what is not small, or not known, is kept as far as content is.
  private mutating func addSmall(_ member: Member, isPlain: Bool) {
    // What nobody knows under such a name must not be in the way of what the log calls so.
    let name = Excerpt.beginning(of: member.name, bytes: Excerpt.limit)
    let isKept = isPlain || content != .none
    switch member.value {
    case .string(let text) where isKept:
      set(name, .string(excerpt(text, limit: Excerpt.fieldLimit)))
    case .array, .object:
      let isSmall = member.value.textSize <= Self.smallValue || content == .full
      guard isKept && isSmall else { return addSize(of: member.value, as: name + "_bytes") }
      addWhole(Member(name, member.value))
    case .string: addSize(of: member.value, as: name + "_bytes")
    default: set(name, member.value)
    }
  }

  /// The calls of a batch, each of which has told of itself before: which they were, and their sizes.
  private mutating func addCalls(_ calls: [Value]) {
    set("calls", .integer(Int64(clamping: calls.count)))
    if calls.count > Self.mostCalls { isTruncated = true }
    let batch = calls.prefix(Self.mostCalls).map { call in
      if content == .full {
        return redacted(call, limit: Excerpt.fullLimit, room: Self.fullRoom / Self.mostCalls)
      }
      var members: [Member] = []
      for name in ["tool_name", "tool_use_id"] {
        guard let text = call[name]?.text else { continue }
        members.append(Member(name, .string(excerpt(text, limit: Excerpt.limit))))
      }
      for (part, name) in [("tool_input", "input_bytes"), ("tool_response", "response_bytes")] {
        guard let value = call[part] else { continue }
        members.append(Member(name, .integer(Int64(clamping: value.textSize))))
      }
      return .object(members)
    }
    set("batch", .array(batch))
  }
}

extension HookFields {
  private mutating func excerpt(_ text: String, limit: Int) -> String {
    let excerpt = Excerpt(text, limit: limit, redact)
    if excerpt.isCut { isTruncated = true }
    return excerpt.text
  }

  /// How a value begins: a text as it is, all else as JSON, whose texts are redacted before.
  private mutating func beginning(of value: Value, limit: Int) -> String {
    if let text = value.text { return excerpt(text, limit: limit) }
    let shown = redacted(value, limit: Self.summaryRoom, room: Self.summaryRoom)
    return excerpt(JSONWriter.text(of: shown), limit: limit)
  }

  private mutating func redacted(_ value: Value, limit: Int, room: Int) -> Value {
    var redacted = RedactedValue(limit: limit, room: room, redact)
    let kept = redacted.value(of: value)
    if redacted.isCut { isTruncated = true }
    return kept
  }
}
