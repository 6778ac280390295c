import Analysis
import Questions
import TLM

/// What somebody asks of events in the bar above them, in tlm's language.
struct EventSearch {
  /// What was asked, as it stands in addresses.
  let asked: [Address.Pair]

  private static let conditions = ["where", "event", "outcome", "since", "until"]
  private static let making = ["select", "group_by", "agg", "every", "sequence", "order"]
  private static let others = ["session", "issue", "run", "trace", "tool", "level", "model"]

  init(_ request: PageRequest) {
    let known = Set(Self.conditions + Self.making + Self.others)
    asked = request.query.filter { known.contains($0.name) && !$0.value.isEmpty }
  }

  /// Whether rows are made of events, and not events shown.
  var makesRows: Bool { asked.contains { Self.making.contains($0.name) } }

  /// Which events.
  ///
  /// - Throws: `QuestionError` where a condition cannot be meant.
  func filter() throws(QuestionError) -> Filter {
    let words = words(Self.isCondition)
    let given = try QuestionArguments(query: words, for: EventConditions.listening)
    return try EventConditions(listening: given).filter()
  }

  /// What is made of them: the document of `tlm query --json`.
  func rows(limit: Int, of store: Store) throws(QuestionError) -> Value {
    let words = words { _ in true } + [(name: "limit", value: "\(limit)")]
    let question = NamedQuestion.query
    return try question.answer(store, QuestionArguments(query: words, for: question.parameters))
  }

  /// What tells of new ones.
  var stream: Address {
    Address("v1", "events", "stream", query: asked.filter { Self.isCondition($0.name) })
  }

  private static func isCondition(_ name: String) -> Bool { !making.contains(name) }

  private func words(_ isWanted: (String) -> Bool) -> [(name: String, value: String)] {
    asked.filter { isWanted($0.name) }.map { (name: $0.name, value: $0.value) }
  }

  private func value(_ name: String) -> String? { asked.first { $0.name == name }?.value }

  /// The bar.
  var form: HTML {
    """
    <form method="get" action="/events" class="filter" role="search" aria-label="Which events">
    \(ChosenMachine.field)
    <label class="wide">Condition<input name="where" value="\(value("where"))" class="code" \
    placeholder="duration() > 5m and tool = 'pytest'" spellcheck="false"></label>
    \(field("event", "Event", "issue_*")) \(field("outcome", "Outcome", "failure"))
    \(field("since", "Since", "24h")) \(field("until", "until", "now"))
    <button>Ask</button>
    <details\(.flag("open", makesRows))><summary>make rows of them</summary>
    <div class="filter">\(field("group_by", "Group by", "tool, outcome()"))
    \(field("agg", "Come to", "count, p95(duration_s)")) \(field("every", "Every", "1h"))
    \(field("select", "Or: values of each", "issue_id, duration_s"))
    \(field("sequence", "Or: sequence", "a then b within 5m by issue_id"))
    \(field("order", "Order", "count desc"))</div></details>
    </form>
    """
  }

  private func field(_ name: String, _ label: String, _ hint: String) -> HTML {
    """
    <label>\(label)<input name="\(name)" value="\(value(name))" placeholder="\(hint)" size="16" \
    spellcheck="false"></label>
    """
  }
}
