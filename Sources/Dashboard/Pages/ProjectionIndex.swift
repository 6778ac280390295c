import Documents
import TLM

/// The projections of this program, a user's own among them.
enum ProjectionIndex {
  static let pages = [
    DashboardPage("/projections", "The projections that there are.") { _, store in
      let rows = try store.catalog.projections.map { type -> HTML in
        let document = try ProjectionDocument(of: Self.fresh(type)).json
        let name = document["projection"]?.text ?? ""
        return """
          <tr><td>\(Address("projections", name).link("\(name)"))</td>\
          <td class="number">\(Words.value(document["version"]))</td>\
          <td class="code">\(Words.value(document["parameters"]))</td>\
          <td class="code">\(Words.short(events(document), to: 160))</td></tr>
          """
      }
      return .page(
        PageContent(
          "Projections", in: "Projections", live: nil,
          """
          <div class="table"><table class="full"><thead><tr><th scope="col">projection</th>\
          <th scope="col" class="number">version</th><th scope="col">parameters</th>\
          <th scope="col">listens to</th></tr></thead><tbody>\(rows)</tbody></table></div>
          """))
    }
  ]

  private static func fresh(_ type: any Projection.Type) -> any Projection { type.init() }

  private static func events(_ document: Value) -> String {
    let names = (document["events"]?.elements ?? []).compactMap(\.text)
    return names.isEmpty ? Words.value(document["events"]) : names.joined(separator: ", ")
  }
}
