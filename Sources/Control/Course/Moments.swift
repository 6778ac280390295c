import Events
import Projections

/// What the sensors of a course say from instant to instant: all that a policy must know of the
/// events, in the order in which it happened. It is filled and emptied again and again.
struct Moments: Sendable {
  /// What the policy is to do.
  enum Kind: Sendable {
    /// To look at an event that control or a person wrote.
    case record(RecordKind)
    /// To take readings in, at an event that no clock can place.
    case untimed
    /// To evaluate the conditions that an event may have changed.
    case feed
    /// To evaluate all conditions, at a multiple of the interval.
    case tick
    /// The same at each later multiple, up to this one, while that can change anything: the
    /// sensors say the same from the last tick on.
    case quiet
  }

  struct Moment: Sendable {
    let kind: Kind
    /// The number of the event in its batch.
    var number = 0
    /// The end of what it rests on.
    let through: Position
    /// The time of the event.
    var event = Timestamp(rawValue: .min)
    /// The instant for which conditions are evaluated.
    var instant = Timestamp(rawValue: .min)
    /// The readings that the event brought.
    var brought = 0..<0
    /// What was asked.
    var answers = 0..<0
  }

  /// What a sensor said.
  struct Answer: Sendable {
    /// The place of the policy's question.
    let question: Int
    var amount = Amount.none
    /// Of which time.
    var time = Timestamp(rawValue: .min)
  }

  /// A value that is copied without counting references.
  enum Amount: Sendable {
    /// The sensor says nothing.
    case none
    /// The sensor was not asked.
    case notAsked
    case number(Double)
    /// A word, by its place.
    case word(Int)
  }

  private(set) var all: [Moment] = []
  private(set) var answers: [Answer] = []
  private var words: [String] = []

  var isEmpty: Bool { all.isEmpty }

  mutating func removeAll() {
    if all.isEmpty { return }
    all.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
  }

  mutating func append(_ moment: Moment) { all.append(moment) }

  /// - Parameter reading: nil where the sensor says nothing.
  mutating func add(_ question: Int, _ reading: (amount: SensorAmount, time: Timestamp)?) {
    var answer = Answer(question: question)
    if let reading {
      answer.time = reading.time
      switch reading.amount {
      case .number(let number): answer.amount = .number(number)
      case .word(let word):
        answer.amount = .word(words.count)
        words.append(word)
      }
    }
    answers.append(answer)
  }

  /// A question that conditions depend on and that needs no answer.
  mutating func add(notAsked question: Int) {
    answers.append(Answer(question: question, amount: .notAsked))
  }

  /// Whether the moment at a place is this one, of these sensors or of others.
  func has(_ moment: Moment, at place: Int) -> Bool {
    place < all.count && all[place].number == moment.number
      && all[place].instant == moment.instant
  }

  /// What an answer says, if anything.
  func reading(_ answer: Answer) -> Reading? {
    switch answer.amount {
    case .none, .notAsked: nil
    case .number(let number): Reading(.number(number), at: answer.time)
    case .word(let place): Reading(.word(words[place]), at: answer.time)
    }
  }
}
