import Analysis
import ArgumentParser
import TLM

/// How something ended, as people and producers spell it.
enum OutcomeArgument {
  static func read(_ text: String) throws -> Outcome {
    if let outcome = Outcome(rawValue: text) ?? Outcome(word: text) { return outcome }
    let known = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("there is no outcome \(text); there are \(known)")
  }
}

/// A condition on a field, such as `duration_s > 60`.
enum FieldArgument {
  static func read(_ text: String) throws -> FieldCondition {
    do { return try FieldCondition(parsing: text) } catch {
      throw ValidationError(error.description)
    }
  }
}

/// A condition of the language of questions, such as `duration() > 5s and not phase in (plan, test)`.
struct WhereArgument {
  let text: String
  let meaning: Expression

  static func read(_ text: String) throws -> WhereArgument {
    WhereArgument(
      text: text, meaning: try LanguageArgument.read { try Language.condition(text, in: $0) })
  }
}

/// Texts of the language of questions.
enum LanguageArgument {
  /// Times without a zone are local, as those of `--since` are.
  static var context: LanguageContext {
    LanguageContext(zone: Zone(TimeZone.localOffset), now: .current)
  }

  static func read<Meaning>(_ body: (LanguageContext) throws -> Meaning) throws -> Meaning {
    do { return try body(context) } catch let error as AnalysisError {
      throw ValidationError(error.description)
    }
  }
}

/// A place in the log, as receipts and documents print it.
enum PositionArgument {
  static func read(_ text: String) throws -> Position {
    guard let value = Int64(text), value >= 0 else {
      throw ValidationError("\(text) is no position; positions are whole numbers from 0 on")
    }
    return Position(rawValue: value)
  }
}
