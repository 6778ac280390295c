import Questions
import TLM

/// What became of a change of many runs.
extension RunBulk {
  struct Result {
    let id: String
    let isDone: Bool
    let message: String

    var json: Value { ["id": .string(id), "ok": .bool(isDone), "message": .string(message)] }
  }

  /// Changes each by itself: one that cannot be changed keeps no other from it.
  ///
  /// - Throws: `PageError` where there is none, or more than are changed at once.
  static func apply(_ request: PageRequest, _ store: Store) throws(PageError) -> [Result] {
    let edit = RunEdit(request)
    return try ids(request).map { id in
      if let (name, words) = edit.mistakes.sorted(by: { $0.key < $1.key }).first {
        return Result(id: id, isDone: false, message: "\(name) \(words)")
      }
      do {
        return switch try RunEditing.make(edit, of: id, seen: nil, in: store, at: request.now) {
        case .changed: Result(id: id, isDone: true, message: "changed")
        case .same: Result(id: id, isDone: true, message: "says so already")
        case .conflict:
          Result(id: id, isDone: false, message: "somebody else changed it meanwhile; try again")
        }
      } catch {
        return Result(id: id, isDone: false, message: QuestionError(error).message)
      }
    }
  }

  static func page(of results: [Result], _ request: PageRequest) -> PageContent {
    let failed = results.filter { !$0.isDone }
    let rows = (failed + results.filter(\.isDone)).map { result -> HTML in
      """
      <tr><td>\(Address("run", result.id).link("\(result.id)"))</td>\
      <td class="\(result.isDone ? "good" : "bad")">\(result.message)</td></tr>
      """
    }
    let body: HTML = """
      <p class="notice \(failed.isEmpty ? "good" : "bad")" role="status">\
      \(results.count - failed.count) of \(results.count) are as they should be\
      \(failed.isEmpty ? "" : ", \(failed.count) failed").</p>
      \(failed.isEmpty ? .nothing : again(failed, request))
      <div class="table"><table><tbody>\(rows)</tbody></table></div>
      <p>\(Address("runs").link("back to the runs"))</p>
      """
    return PageContent("Changed runs", in: "Runs", live: nil, body)
  }

  private static func again(_ failed: [Result], _ request: PageRequest) -> HTML {
    let kept = (request.form ?? []).filter { $0.name != "id" }
    let fields = kept.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(.lines(pair.value))\">"
    }
    let ids = failed.map { "<input type=\"hidden\" name=\"id\" value=\"\($0.id)\">" as HTML }
    return """
      <form method="post" action="/runs/bulk/apply" data-bulk>\(fields)\(ids)
      <button>Try the \(failed.count) that failed again</button></form>
      """
  }
}
