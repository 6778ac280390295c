import Documents
import TLM

/// The mode in force and why.
struct ModeCard {
  let course: ModeRecord
  let policy: Policy
  let rules: Rules
  private let why: String
  private let open: Int

  init(of store: Store) throws {
    rules = try store.rules()
    policy = rules.policy
    course = try store.mode(under: policy).state.course
    why = ModeSentence(course, sensors: try store.sensorDirectory()).text { Words.time($0) }
    open = try OpenProposals(in: store, at: .current).all.count
  }

  /// Why it is what it is, in a sentence.
  var sentence: String { why }

  var html: HTML {
    let waiting: HTML? =
      open == 0
      ? nil
      : """
      <p class="highlighted">\(Address("sensors").link("\(open) \(open == 1 ? "change waits" : "changes wait") for you"))</p>
      """
    return """
      <li><h2>\(Address("sensors").link("mode"))</h2>
      <p class="big">\(course.mode.text)</p>
      <p class="muted">\(why)</p>\(waiting)</li>
      """
  }
}
