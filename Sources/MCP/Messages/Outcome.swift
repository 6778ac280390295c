import TLM

/// What a request comes to, before it is put as its era puts it.
struct Outcome {
  var members: [Member]
  /// How long whoever asks may keep it; nil for what is no list and no resource.
  var keeping: Keeping?

  enum Keeping {
    /// The same for everybody, as long as this program runs.
    case everywhere
    /// Of this store, now.
    case nowhere
  }

  init(_ members: [Member], keeping: Keeping? = nil) {
    (self.members, self.keeping) = (members, keeping)
  }

  /// The result of a request of an era.
  func result(in era: Era) -> Value {
    guard era.isStateless else { return .object(members) }
    var all = [Member("resultType", "complete")] + members
    switch keeping {
    case .everywhere?:
      all += [Member("ttlMs", 3_600_000), Member("cacheScope", "public")]
    case .nowhere?: all += [Member("ttlMs", 0), Member("cacheScope", "private")]
    case nil: break
    }
    all.append(Member("_meta", .object([Member(MetaKey.server, ServerWords.info)])))
    return .object(all)
  }
}

/// What this server says of itself.
enum ServerWords {
  static let info: Value = ["name": "tlm", "title": "tlm", "version": "0.1.0"]

  static let capabilities: Value = ["tools": [:], "resources": [:]]

  static let instructions: Value = .string(
    "tlm keeps a log of what tools and agents did on this machine. Begin with summary; schema says "
      + "which events there are; query, trace and usage go into detail. Answers are pages: where one "
      + "has a next, give it as cursor, or as offset. record_event writes an event of yours. Nothing "
      + "here sets a mode, approves or trusts: people do that.")
}
