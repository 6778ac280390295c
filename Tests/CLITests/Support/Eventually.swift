import TLM
import TestSupport

/// Asks a process again and again until there is an answer; each one takes its time to be asked.
///
/// - Throws: where there is none for so long that something must be wrong.
@discardableResult
func eventually<Answer>(
  _ what: String, within seconds: Double = 60, _ ask: () throws -> Answer?
) throws -> Answer {
  var answer: Answer?
  try repeated(within: seconds) {
    answer = try ask()
    return answer != nil
  }
  guard let answer else {
    throw Command.Failure(description: "waited \(seconds) s for \(what)")
  }
  return answer
}

extension Command {
  /// The first line that is a document of which this holds.
  func document(
    _ what: String, within seconds: Double = 60, _ holds: (Value) -> Bool
  ) throws -> Value {
    var last = ""
    while let line = try nextLine(within: seconds) {
      let value = try json(line)
      if holds(value) { return value }
      last = line
    }
    let end = try finish()
    throw Command.Failure(
      description: "it ended with \(end.code) before \(what), and said \(end.errors); last: \(last)"
    )
  }
}
