import Synchronization

/// What a function answers, each answer found once: for what takes longer to find than to remember. It
/// changes nothing but the time.
package final class Remembered<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  private let find: @Sendable (Question) -> Answer
  private let known = Mutex<[Question: Answer]>([:])

  /// Answers that are remembered; with more of them it begins anew.
  private static var limit: Int { 256 }

  /// - Parameter find: answers the same question in the same way each time.
  package init(_ find: @escaping @Sendable (Question) -> Answer) { self.find = find }

  package subscript(question: Question) -> Answer {
    if let answer = known.withLock({ $0[question] }) { return answer }
    let answer = find(question)
    known.withLock { known in
      if known.count >= Self.limit { known.removeAll() }
      known[question] = answer
    }
    return answer
  }
}
