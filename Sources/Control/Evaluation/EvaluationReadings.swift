import Sensors
import Events

/// What the sensors of an evaluation said last to the policy's questions, and the mode that is in force
/// there.
struct EvaluationReadings: Policy.Readings, Sendable {
  private let asksForMode: [Bool]
  private let isOfInstant: [Bool]
  var mode: Policy.ModeInForce
  private var answers: [SensorReading?]

  /// Before the first event.
  init(_ plan: EvaluationPlan) {
    asksForMode = plan.asksForMode
    isOfInstant = plan.isOfInstant
    mode = Policy.ModeInForce(plan.policy.modes[0].name, since: nil)
    answers = plan.policy.questions.map { _ in nil }
  }

  /// Takes an answer in, where it is a new one.
  mutating func take(_ answer: EvaluationSteps.Answer, of steps: EvaluationSteps) {
    if case .same = answer.amount { return }
    answers[answer.question] = steps.reading(answer)
  }

  func reading(_ question: SensorQuestion, number: Int, at time: Timestamp) -> SensorReading? {
    if asksForMode[number] {
      return mode.since.map { SensorReading(.word(mode.name), at: $0) }
    }
    guard let answer = answers[number] else { return nil }
    return isOfInstant[number] ? SensorReading(answer.value, at: time) : answer
  }
}
