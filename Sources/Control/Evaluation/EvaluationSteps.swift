import Events
import Sensors

/// What the sensors of an evaluation say from instant to instant: all that a policy must know of the
/// events, in the order in which it happened. It is filled and emptied again and again.
///
/// An answer is told when it is another than the last one to the same question: so a stretch in which
/// nothing comes takes no room, however long it is.
struct EvaluationSteps: Sendable {
  /// What the policy is to do.
  enum Kind: Sendable {
    /// To look at an event that control or a person wrote.
    case record(ControlEventName)
    /// To evaluate all conditions at each multiple of the interval, from `instant` to `end`.
    case pass
    /// To know, from this instant of the pass on, other answers.
    case change
    /// To evaluate the conditions that an event may have changed.
    case feed
    /// To take readings in, at an event that no clock can place.
    case untimed
  }

  /// Where a step stands among those of all lanes.
  struct Order: Comparable, Sendable {
    /// The number of the event in its batch.
    let number: Int
    /// Of what comes of one event, what comes first.
    var phase = Phase.event

    static func < (left: Order, right: Order) -> Bool {
      (left.number, left.phase) < (right.number, right.phase)
    }
  }

  /// What comes of one event, in this order.
  enum Phase: Comparable, Sendable {
    /// The clock comes to the time that waited.
    case belief
    /// What waited counts, line by line.
    case held(Int)
    /// The clock comes to the event.
    case clock
    /// What was passed by counts when its time comes.
    case passed(Int)
    /// The event itself.
    case event
  }

  struct Step: Sendable {
    let kind: Kind
    let order: Order
    /// The end of what it rests on.
    var through = Position.start
    /// The time of the event.
    var event = Timestamp(rawValue: .min)
    /// The instant for which conditions are evaluated.
    var instant = Timestamp(rawValue: .min)
    /// Of a pass, the last of its instants.
    var end = Timestamp(rawValue: .min)
    /// The readings that the event brought.
    var brought = 0..<0
    /// What the sensors say now.
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
    /// It says what it said, or is not asked.
    case same
    case number(Double)
    /// A word, by its place.
    case word(Int)
  }

  private(set) var all: [Step] = []
  private(set) var answers: [Answer] = []
  private var words: [String] = []

  mutating func removeAll() {
    if all.isEmpty { return }
    all.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
  }

  mutating func append(_ step: Step) { all.append(step) }

  /// - Parameter reading: nil where the sensor says nothing.
  mutating func add(_ question: Int, _ reading: (value: SensorValue, time: Timestamp)?) {
    var answer = Answer(question: question)
    if let reading {
      answer.time = reading.time
      switch reading.value {
      case .number(let number): answer.amount = .number(number)
      case .word(let word):
        answer.amount = .word(words.count)
        words.append(word)
      }
    }
    answers.append(answer)
  }

  /// A question that conditions depend on and that has no new answer.
  mutating func add(same question: Int) {
    answers.append(Answer(question: question, amount: .same))
  }

  /// What an answer says, if anything.
  func reading(_ answer: Answer) -> SensorReading? {
    switch answer.amount {
    case .none, .same: nil
    case .number(let number): SensorReading(.number(number), at: answer.time)
    case .word(let place): SensorReading(.word(words[place]), at: answer.time)
    }
  }

  /// Where the step at a place stands; nil behind the last one.
  func order(at place: Int) -> Order? { place < all.count ? all[place].order : nil }

  /// Whether the step at a place is one of a pass: other answers from an instant on that has come.
  func isChange(at place: Int, of pass: Step, until instant: Timestamp) -> Bool {
    guard place < all.count, all[place].order == pass.order, case .change = all[place].kind
    else { return false }
    return all[place].instant <= instant
  }
}
