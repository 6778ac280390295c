import Questions

extension Request {
  /// Everything of the query but some words, for a question. The token is nobody's question.
  func questions(without names: Set<String> = []) -> [(name: String, value: String)] {
    head.query.filter { !names.contains($0.name) && $0.name != "token" }
      .map { ($0.name, $0.value) }
  }
}

extension RouteParameter {
  /// A parameter of a question.
  init(_ parameter: Parameter) {
    self.init(parameter.name, parameter.sentence, schema: parameter.schema)
  }
}
