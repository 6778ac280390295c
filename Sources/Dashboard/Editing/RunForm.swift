import Analysis
import TLM

/// The fields of runs as a form.
enum RunForm {
  /// - Parameters:
  ///   - run: whose values stand in it; nil: it is for many.
  ///   - edit: what was typed, where that was not taken.
  static func fields(of run: RunRecord?, _ edit: RunEdit?) -> HTML {
    let inputs = RunField.all.map { field -> HTML in
      let known = run.map { RunField.shown(RunChange.known(field.name, of: $0)) } ?? ""
      let text = edit?.typed[field.name] ?? known
      return input(field, text, edit?.mistakes[field.name])
    }
    return """
      <div class="fields">\(inputs)
      <label>Who<input name="by" value="\(edit?.by ?? OwnerName.name ?? "")" maxlength="200"></label>
      <label>Why<input name="note" value="\(edit?.note)" maxlength="500"></label></div>
      """
  }

  private static func input(_ field: RunField, _ text: String, _ mistake: String?) -> HTML {
    let (name, id) = (field.name, "wrong-\(field.name)")
    let state: HTML? = mistake.map { _ in " aria-invalid=\"true\" aria-describedby=\"\(id)\"" }
    let words: HTML? = mistake.map { "<span class=\"wrong\" id=\"\(id)\">\($0)</span>" }
    switch field.kind {
    case .status:
      return "<label>\(field.title)\(statuses(text, state))\(words)</label>"
    case .time:
      return """
        <label>\(field.title)<input name="\(name)" value="\(text)"\(state) \
        placeholder="2026-02-13T10:00:00Z">\(words)</label>
        """
    case .count:
      return """
        <label>\(field.title)<input name="\(name)" value="\(text)"\(state) inputmode="numeric">\
        \(words)</label>
        """
    case .text(let most):
      return """
        <label class="all">\(field.title) (up to \(most) characters)\
        <textarea name="\(name)" rows="\(most > 1000 ? 5 : 2)"\(state)>
        \(.lines(text))</textarea>\(words)</label>
        """
    case .object:
      return """
        <label class="all">\(field.title)<textarea name="\(name)" rows="2" spellcheck="false"\
        \(state)>
        \(.lines(text))</textarea>\(words)</label>
        """
    }
  }

  private static func statuses(_ text: String, _ state: HTML?) -> HTML {
    let known = ["", "running", "success", "failure", "partial", "timeout", "cancelled"]
    let all = known.contains(text) ? known : known + [text]
    let options = all.map { word -> HTML in
      """
      <option value="\(word)"\(.flag("selected", word == text))>\
      \(word.isEmpty ? "(as it is)" : word)</option>
      """
    }
    return "<select name=\"status\"\(state)>\(options)</select>"
  }
}
