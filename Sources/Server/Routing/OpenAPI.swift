package import Events

/// The OpenAPI document of routes.
package enum OpenAPI {
  package static func document(of routes: [Route]) -> Value {
    var paths: [Member] = []
    for route in routes {
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
      "info": ["title": "tlm serve", "version": "0.1.0"],
      "paths": .object(paths),
      "components": ["schemas": ["Error": error], "securitySchemes": schemes],
    ]
  }

  private static let error: Value = [
    "type": "object", "required": ["error"],
    "properties": [
      "error": [
        "type": "object", "required": ["code", "message"],
        "properties": ["code": ["type": "string"], "message": ["type": "string"]],
      ]
    ],
  ]

  private static let schemes: Value = [
    "token": ["type": "http", "scheme": "bearer"],
    "approvals": ["type": "http", "scheme": "bearer"],
  ]

  private static func operation(of route: Route) -> Value {
    var members = [
      Member("operationId", .string(id(of: route))), Member("summary", .string(route.about)),
      Member("security", security(of: route.permission)),
      Member("parameters", .array(parameters(of: route))),
    ]
    if let body = route.body {
      members.append(Member("requestBody", requestBody(body)))
    }
    members.append(Member("responses", responses(of: route)))
    return .object(members)
  }

  private static func id(of route: Route) -> String {
    let words = route.path.description.split { !$0.isLetter && !$0.isNumber }
    return ([route.method.lowercased()] + words.map(String.init)).joined(separator: "_")
  }

  private static func security(of permission: Permission) -> Value {
    switch permission {
    case .look, .tell: []
    case .read, .change: [["token": []]]
    case .approve: [["approvals": []]]
    }
  }

  private static func parameters(of route: Route) -> [Value] {
    route.path.names.map { name in
      ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
    }
      + route.parameters.map { parameter in
        [
          "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
          "required": false, "description": .string(parameter.about), "schema": parameter.schema,
        ]
      }
  }

  private static func requestBody(_ body: RouteBody) -> Value {
    [
      "required": .bool(body.isRequired),
      "content": .object(
        body.types.map { type in
          Member(type == "*/*" ? "application/json" : type, ["schema": body.schema])
        }),
    ]
  }

  private static func responses(of route: Route) -> Value {
    let failure: Value = [
      "description": "What is wrong, in one sentence.",
      "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
    ]
    let content = route.answers.map { Member($0, .object([])) }
    let success: Value =
      content.isEmpty
      ? ["description": "Done."] : ["description": "The answer.", "content": .object(content)]
    return .object([
      Member(content.isEmpty ? "204" : "200", success), Member("default", failure),
    ])
  }
}
