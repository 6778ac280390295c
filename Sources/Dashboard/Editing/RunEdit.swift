import Analysis
import TLM

/// What somebody wants to change of runs, as a form sent it.
struct RunEdit {
  /// What was typed, by field; what was left empty is not there.
  private(set) var typed: [String: String] = [:]
  private(set) var changes: [Member] = []
  /// What cannot be meant, by field.
  private(set) var mistakes: [String: String] = [:]
  /// Who changes it, and why.
  let by: String?
  let note: String?

  /// Characters of who and why.
  private static let longestNote = 500

  init(_ request: PageRequest) {
    by = Self.words(request.sent("by")) ?? OwnerName.name
    note = Self.words(request.sent("note"))
    for field in RunField.all {
      guard let text = request.sent(field.name).map(Self.plain), !text.isEmpty else { continue }
      typed[field.name] = text
      do throws(RunField.Mistake) {
        changes.append(Member(field.name, try field.value(of: text)))
      } catch {
        mistakes[field.name] = error.message
      }
    }
  }

  /// Browsers end lines as the network does.
  private static func plain(_ text: String) -> String {
    let text = text.replacing("\r\n", with: "\n")
    return text.allSatisfy(\.isWhitespace) ? "" : text
  }

  private static func words(_ text: String?) -> String? {
    guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
    return String(text.prefix(longestNote))
  }

  /// What of it a run does not say already. What was shown and came back as it was is no change, also
  /// where it was made harmless to be shown.
  func changes(of run: RunRecord) -> [Member] {
    changes.filter { change in
      let known = RunChange.known(change.name, of: run)
      return change.value != known && typed[change.name] != RunField.shown(known)
    }
  }
}
