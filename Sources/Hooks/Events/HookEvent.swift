package import Emitting
package import Events

/// What a coding agent tells by a hook, as an event of the log.
///
/// ```swift
/// let event = HookEvent.event(of: document, content: .summary, redact: redactor.text)
/// ```
package enum HookEvent: Sendable {
  /// The event of what could not be read.
  package static let unreadableName = "hook_unreadable"
  /// The event of a document that names no hook, or one by a name that only tlm itself gives.
  package static let namelessName = "hook_unknown"
  /// Who tells it, as `tool`.
  package static let host = "claude-code"

  /// The event that a document tells, without a time: named as the hook, with every small field as
  /// it is. What somebody wrote is in it as far as `content` says; its size is always.
  ///
  /// - Parameters:
  ///   - document: what the hook was given, an object.
  ///   - content: how much of prompts, inputs and outputs is kept.
  ///   - redact: what hides secrets in a text.
  ///   - digest: what tells one input from another without saying what it is; nil where nothing can.
  package static func event(
    of document: Value, content: Content, redact: @escaping (String) -> String,
    digest: @escaping ([UInt8]) -> String? = { _ in nil }
  ) -> NewEvent {
    let told = document.lastMembers
    let hook = told.last { $0.name == "hook_event_name" }?.value.text ?? ""
    var fields = HookFields(content, redact, digest)
    for member in told.prefix(mostFields) {
      fields.add(HookField(member.name, in: hook), member)
    }
    fields.close(leftOut: max(0, told.count - mostFields))
    return NewEvent(name(of: hook), fields: [Member("tool", .string(host))] + fields.members)
  }

  /// The event of what is no document: how long it is, and how it begins.
  ///
  /// - Parameters:
  ///   - beginning: as much of it as was read.
  ///   - length: bytes that there were.
  package static func unreadable(
    _ beginning: [UInt8], length: Int, content: Content, redact: @escaping (String) -> String
  ) -> NewEvent {
    var members = [
      Member("tool", .string(host)), Member("bytes", .integer(Int64(clamping: length))),
    ]
    if content != .none && !beginning.isEmpty {
      let text = String(decoding: beginning.prefix(Excerpt.fullLimit), as: UTF8.self)
      members.append(Member("text", .string(Excerpt(text, redact).text)))
    }
    return NewEvent(unreadableName, fields: members)
  }

  /// Fields of a document that are looked at; the hosts send about twenty.
  private static let mostFields = 128
  /// Bytes of the longest name of a hook.
  private static let longestName = 64

  private static func name(of hook: String) -> String {
    let isName = !hook.isEmpty && hook.utf8.count <= longestName
    return isName && !ReservedName.isReserved(hook) ? hook : namelessName
  }
}

extension Value {
  /// The members of an object, of each name the last, in the order of the names.
  fileprivate var lastMembers: [Member] {
    let members = members
    var kept: [Member] = []
    // A hook waits for this: comparing a few names takes less time than beginning to hash some.
    if members.count <= 64 {
      for member in members {
        let place = kept.firstIndex { $0.name.utf8.elementsEqual(member.name.utf8) }
        if let place { kept[place] = member } else { kept.append(member) }
      }
      return kept
    }
    var places: [Label: Int] = [:]
    for member in members {
      if let place = places[Label(member.name)] {
        kept[place] = member
      } else {
        places[Label(member.name)] = kept.count
        kept.append(member)
      }
    }
    return kept
  }
}
