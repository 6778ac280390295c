import Analysis
import Events
import Server

/// The API's own description.
enum RunsOpenAPI {
  static let document: Value = {
    var paths: [Member] = []
    for route in RunsRouteCatalog.all {
      let operation = Member(route.method.lowercased(), operation(of: route))
      let path = route.path.description
      if let place = paths.firstIndex(where: { $0.name == path }) {
        paths[place].value = .object(paths[place].value.members + [operation])
      } else {
        paths.append(Member(path, .object([operation])))
      }
    }
    return [
      "openapi": "3.1.0",
      "info": ["title": "tlm runs API", "version": "3.0.0"],
      "paths": .object(paths),
      "components": ["securitySchemes": ["token": ["type": "http", "scheme": "bearer"]]],
    ]
  }()

  private static func operation(of route: RunsRoute) -> Value {
    let words = route.path.description.split { !$0.isLetter && !$0.isNumber }
    let id = ([route.method.lowercased()] + words.map(String.init)).joined(separator: "_")
    var members = [
      Member("operationId", .string(id)), Member("summary", .string(route.about)),
      Member("security", route.takesToken ? [.object([]), ["token": []]] : []),
      Member("parameters", .array(parameters(of: route))),
    ]
    if let body = route.body {
      members.append(
        Member(
          "requestBody", ["required": true, "content": ["application/json": ["schema": body]]]))
    }
    members.append(Member("responses", .object(responses(of: route))))
    return .object(members)
  }

  private static func parameters(of route: RunsRoute) -> [Value] {
    route.path.names.map { name in
      ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
    }
      + (route.query + route.fields).map { parameter in
        [
          "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
          "required": false, "description": .string(parameter.about), "schema": parameter.schema,
        ]
      }
  }

  private static func responses(of route: RunsRoute) -> [Member] {
    var all = route.answers.map { ($0.status, $0.about, $0.schema, route.type) }
    if route.body != nil || !route.query.isEmpty {
      all.append((422, "What is wrong, value by value.", RunsSchema.faults, "application/json"))
    }
    if route.body != nil {
      all.append((413, "The body, or a run, is too large.", RunsSchema.detail, "application/json"))
    }
    if route.takesToken {
      all.append((401, "The token is missing or wrong.", RunsSchema.detail, "application/json"))
    }
    if route.isLimited {
      all.append((429, "Too many requests.", RunsSchema.detail, "application/json"))
    }
    if !route.path.names.isEmpty, !all.contains(where: { $0.0 == 404 }) {
      all.append((404, "There is no such run.", RunsSchema.detail, "application/json"))
    }
    let unavailable: (Int, String, Value, String) = (
      503, "The store is busy or away.", RunsSchema.detail, "application/json"
    )
    return (all + [unavailable]).sorted { $0.0 < $1.0 }.map { status, about, schema, type in
      let description = Member("description", .string(about))
      // What has not changed has no body.
      if status == 304 { return Member("304", .object([description])) }
      let content: Value = .object([Member(type, ["schema": schema])])
      return Member(String(status), .object([description, Member("content", content)]))
    }
  }

  /// The same for people: a table.
  static let page: String = {
    let rows = RunsRouteCatalog.all.map { route in
      "<tr><td>\(route.method)</td><td><code>\(HTMLText.escaped(route.path.description))</code></td>"
        + "<td>\(HTMLText.escaped(route.about))</td></tr>"
    }
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>tlm runs API</title>"
      + "<h1>tlm runs API</h1><p><a href=\"/openapi.json\">openapi.json</a></p><table>"
      + "<thead><tr><th>Method</th><th>Path</th><th>What it does</th></tr></thead><tbody>"
      + rows.joined() + "</tbody></table></html>"
  }()
}
