import Analysis
import Questions
import TLM

/// Which runs somebody looks at: what the form above them asks, and what is found.
struct RunChoice {
  /// What was asked, as it stands in addresses.
  let asked: [Address.Pair]
  let filter: RunFilter
  let size: Int
  let offset: Int

  static let sizes = [10, 25, 50, 100, 250, 500]
  private static let usualSize = 50
  /// The words of the form that are conditions.
  private static let conditions: Set<String> = [
    "agent", "job", "exclude_job", "status", "parent", "contains", "since", "until", "where",
  ]

  /// - Throws: `QuestionError` where a condition cannot be meant.
  init(_ request: PageRequest) throws(QuestionError) {
    let words = request.query.filter { Self.conditions.contains($0.name) && !$0.value.isEmpty }
    var given = words.map { (name: $0.name, value: $0.value) }
    // Runs of tests are nobody's work, unless somebody asks for them.
    let hasTests = request["tests"] == "yes"
    if !hasTests { given.append((name: "exclude_job", value: "test")) }
    filter = try RunFilter(QuestionArguments(query: given, for: NamedQuestion.runs.parameters))
    let size = request.number("size", in: 10...500, usually: Self.usualSize)
    self.size = size
    offset = request.number("offset", in: 0...10_000_000, usually: 0)
    asked =
      words + (hasTests ? [Address.Pair("tests", "yes")] : [])
      + (size == Self.usualSize ? [] : [Address.Pair("size", "\(size)")])
  }

  /// The same of another page.
  func address(_ path: String..., offset: Int = 0) -> Address {
    let page = offset > 0 ? [Address.Pair("offset", "\(offset)")] : []
    return switch path.count {
    case 1: Address("runs", path[0], query: asked + page)
    default: Address("runs", query: asked + page)
    }
  }

  private func value(_ name: String) -> String? { asked.first { $0.name == name }?.value }

  private func has(_ name: String, _ value: String) -> Bool {
    asked.contains { $0.name == name && $0.value == value }
  }

  /// The form that asks for them.
  func form(to address: Address) -> HTML {
    let statuses = ["running", "success", "failure", "partial", "timeout", "cancelled", "unknown"]
    let boxes = statuses.map { status -> HTML in
      """
      <label class="line"><input type="checkbox" name="status" value="\(status)"\
      \(.flag("checked", has("status", status)))>\(status)</label>
      """
    }
    let options = Self.sizes.map { size -> HTML in
      "<option\(.flag("selected", size == self.size))>\(size)</option>"
    }
    return """
      <form method="get" action="\(address.text)" class="filter" role="search" aria-label="Which runs">
      \(ChosenMachine.field)
      \(field("agent", "Agent")) \(field("job", "Job"))
      \(field("contains", "Id contains")) \(field("since", "Begun since", "7d, today, 2026-02-13"))
      \(field("until", "until", "now")) \(field("where", "Condition", "items_failed > 0"))
      <label>A page<select name="size">\(options)</select></label>
      <fieldset><legend>Status</legend><div class="choices">\(boxes)</div></fieldset>
      <label class="line"><input type="checkbox" name="tests" value="yes"\
      \(.flag("checked", has("tests", "yes")))>runs of tests, too</label>
      <button>Show</button>
      </form>
      """
  }

  private func field(_ name: String, _ label: String, _ hint: String = "") -> HTML {
    """
    <label>\(label)<input name="\(name)" value="\(value(name) ?? "")" placeholder="\(hint)" \
    size="14"></label>
    """
  }

  /// The ways to look at the same runs.
  func tabs(_ here: String) -> HTML {
    let all = [("list", "List"), ("figures", "Figures and charts"), ("download", "Export")]
    let tabs = all.map { name, title -> HTML in
      let place = name == "list" ? address() : address(name)
      let current: HTML = name == here ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(place.text)\"\(current)>\(title)</a></li>"
    }
    return "<ul class=\"tabs\">\(tabs)</ul>"
  }
}
