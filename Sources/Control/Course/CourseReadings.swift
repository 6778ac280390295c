import Events
import Projections

/// What the sensors of a course say to the policy's questions, and the mode that is in force there.
struct CourseReadings: Readings, Sendable {
  private let plan: CoursePlan
  var state: SensorMetrics.State
  var mode: ModeInForce
  /// The answers to the questions that were asked last, and the time of which they were asked.
  private var answers: [Reading?]
  private var times: [Timestamp]

  /// Before the first event.
  init(_ plan: CoursePlan) {
    self.plan = plan
    mode = ModeInForce(plan.policy.modes[0].name, since: nil)
    state = plan.fold.initial
    answers = plan.questions.map { _ in nil }
    times = plan.questions.map { _ in Timestamp(rawValue: .min) }
    for question in plan.questions { question?.keepSum(in: &state) }
  }

  /// Asks the sensors, before the policy does at this time, all that it may want to know.
  mutating func ask(at time: Timestamp) {
    for number in plan.questions.indices where plan.isAskedAtInstants[number] {
      ask(number, at: time)
    }
  }

  /// The same of the questions at these places alone.
  mutating func ask(_ questions: [Int], at time: Timestamp) {
    for number in questions where plan.isAskedAtInstants[number] { ask(number, at: time) }
  }

  /// What the sensors say to a question.
  mutating func ask(_ number: Int, at time: Timestamp) {
    times[number] = time
    answers[number] = plan.questions[number]?.answer(in: &state, at: time).map { amount, time in
      Reading(SensorValue(amount), at: time)
    }
  }

  func reading(_ question: Question, number: Int, at time: Timestamp) -> Reading? {
    if plan.asksForMode[number] {
      return mode.since.map { Reading(.word(mode.name), at: $0) }
    }
    precondition(times[number] == time, "a question was not put to the sensors beforehand")
    return answers[number]
  }
}
