public import Events

extension Runs {
  /// What is known of one run.
  public struct Row: Codable, Sendable, Equatable {
    /// The members of its records, as JSON; of several under one name the last that is not null.
    public private(set) var fields: [Label: String] = [:]
    /// How it ended, or that it is running; nil where no record says so.
    public private(set) var status: Outcome?

    /// The agent that ran; `unknown` where no record names one.
    public var agent: Label { text(of: "agent_name") ?? .unknown }

    /// The value of a field as JSON; nil where no record gives it.
    public subscript(name: String) -> String? { fields[Label(name)] }

    /// Members that say what a line is, and nothing of the run.
    private static let framing: Set<Label> = ["record_type", "event", "status", "ts"]

    /// Nothing is known yet.
    package init() {}

    /// Takes one more record of it in.
    package mutating func merge(_ event: borrowing Event) {
      var told: [Label: String?] = [:]
      event.forEachMember { name, value in
        let name = Label(name)
        guard !Self.framing.contains(name) else { return }
        // The last of duplicate keys counts.
        told.updateValue(value.isNull ? nil : JSONWriter.text(of: value.value), forKey: name)
      }
      for case (let name, let text?) in told { fields[name] = text }
      status = Self.status(after: status, event)
    }

    /// How a run stands by one more record of it.
    ///
    /// What has ended is running no more, unless somebody changes what is known of it and says so, and a
    /// word that nobody knows undoes none that is known.
    package static func status(after old: Outcome?, _ event: borrowing Event) -> Outcome? {
      guard let new = event.outcome else { return old }
      let isKnown = old != nil && old != .unknown
      let isChange = event.view(named: "update") != nil
      return !isKnown || new != .running && new != .unknown || isChange && new == .running
        ? new : old
    }

    /// The text of a field; nil for one that is none.
    private func text(of name: Label) -> Label? {
      guard let json = fields[name], json.utf8.first == UInt8(ascii: "\"") else { return nil }
      // Nearly always it stands there as it is.
      let isPlain = !json.utf8.contains(UInt8(ascii: "\\"))
      return Label(isPlain ? String(json.dropFirst().dropLast()) : Value(json: json)?.text)
    }
  }
}
