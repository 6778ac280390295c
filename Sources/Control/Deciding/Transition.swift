public import Events

/// A change of mode that a rule wants, and why.
public struct Transition: Sendable, Hashable, Codable {
  /// The mode in force when it was decided.
  public let from: String
  /// The mode that comes into force.
  public let to: String
  /// Name of the rule.
  public let rule: String
  /// Of the rule's conditions those that hold, in the order of the file.
  public let reasons: [Reason]
  /// The instant for which it was decided.
  public let decidedAt: Timestamp
  /// The proposal that it comes from, and who approved it; nil where no one had to.
  public let approval: Approval?

  /// A transition that is put together by hand, as tests do and readers of a log.
  public init(
    from: String, to: String, rule: String, reasons: [Reason], decidedAt: Timestamp,
    approval: Approval? = nil
  ) {
    self.from = from
    self.to = to
    self.rule = rule
    self.reasons = reasons
    self.decidedAt = decidedAt
    self.approval = approval
  }

  /// A person's yes to a proposal.
  public struct Approval: Sendable, Hashable, Codable {
    /// The id of the proposal.
    public let proposal: String
    /// The person who approved it.
    public let by: String

    /// What a person said to the proposal of an id.
    public init(of proposal: String, by: String) {
      self.proposal = proposal
      self.by = by
    }
  }
}

/// A condition that holds, with the reading that made it hold.
public struct Reason: Sendable, Hashable, Codable {
  /// What was asked: the sensor, and the window if there is one.
  public let question: SensorQuestion
  /// The reading, in the sensor's unit.
  public let value: SensorValue
  /// What the reading was compared with.
  public let comparison: Comparison
  /// For how long it has been true; nil where nobody asked.
  public let held: Nanoseconds?
  /// Whether it holds only because it once did and is not cleared yet.
  public let isLatched: Bool

  /// A reason that has held for so long; nil: nobody asked for how long.
  public init(
    _ question: SensorQuestion, _ value: SensorValue, _ comparison: Comparison,
    held: Nanoseconds? = nil, isLatched: Bool = false
  ) {
    self.question = question
    self.value = value
    self.comparison = comparison
    self.held = held
    self.isLatched = isLatched
  }
}
