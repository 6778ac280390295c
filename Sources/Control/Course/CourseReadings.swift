import Events
import Projections

/// What the sensors of a course say to the policy's questions, and the mode that is in force there.
struct CourseReadings: Readings, Sendable {
  private let plan: CoursePlan
  var state: SensorMetrics.State
  var mode: ModeInForce

  /// Before the first event.
  init(_ plan: CoursePlan) {
    self.plan = plan
    mode = ModeInForce(plan.policy.modes[0].name, since: nil)
    state = plan.fold.initial
    for question in plan.questions { question?.keepSum(in: &state) }
  }

  /// Time has come to `time`, at which any question may be asked next.
  mutating func settle(at time: Timestamp) {
    for question in plan.questions { question?.settle(in: &state, at: time) }
  }

  /// The same of the questions at these places.
  mutating func settle(_ questions: [Int], at time: Timestamp) {
    for question in questions { plan.questions[question]?.settle(in: &state, at: time) }
  }

  func reading(_ question: Question, number: Int, at time: Timestamp) -> Reading? {
    if plan.asksForMode[number] {
      return mode.since.map { Reading(.word(mode.name), at: $0) }
    }
    guard let (amount, time) = plan.questions[number]?.answer(in: state, at: time) else {
      return nil
    }
    return Reading(SensorValue(amount), at: time)
  }
}
