import ArgumentParser
import Questions
import TLM

/// What a question refuses, as a command tells it.
enum Asking {
  /// What cannot be meant is a mistake in the arguments; where there is nothing of a name it says so
  /// and finds nothing.
  static func told<Answer>(_ body: () throws -> Answer) throws -> Answer {
    do { return try body() } catch let error as QuestionError {
      if error.code == QuestionError.notFoundCode {
        Message.note(SafeText.of(error.message))
        throw Failure.nothingFound
      }
      throw ValidationError(SafeText.of(error.message))
    }
  }
}
