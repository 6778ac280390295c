package import TLM

/// A question about a store under a name: a tool of MCP, a route of HTTP and a part of OpenAPI are all
/// made of it. Its answer is the document that the command of the same name prints with `--json`.
///
/// ```swift
/// let question = QuestionCatalog.named("summary")
/// let given = try QuestionArguments(query: [("since", "7d")], for: question.parameters)
/// let document = try question.answer(store, given)
/// ```
///
/// Each is one file that extends this type, and one line of `QuestionCatalog`.
package struct NamedQuestion: Sendable {
  /// In lower case, words tied by `_`: the tool, and the last part of `/v1/NAME`.
  package let name: String
  /// A few words for people.
  package let title: String
  /// What it answers, for whoever chooses between questions.
  package let sentence: String
  /// What it can be given.
  package let parameters: [Parameter]
  /// What its answer is like.
  package let shape: Shape
  private let answering: @Sendable (Store, QuestionArguments) throws -> Value

  /// - Parameters:
  ///   - shape: what the answer is like.
  ///   - answering: makes it; whatever it throws becomes a `QuestionError`.
  init(
    _ name: String, title: String, _ sentence: String, parameters: [Parameter] = [],
    shape: Shape,
    answering: @escaping @Sendable (Store, QuestionArguments) throws -> Value
  ) {
    (self.name, self.title, self.sentence) = (name, title, sentence)
    (self.parameters, self.shape, self.answering) = (parameters, shape, answering)
  }

  /// The answer of a store, which is a document that tlm promises.
  ///
  /// - Throws: `notFound` where there is nothing of a name that was given; `parameter` or `question`
  ///   where a value cannot be meant; whatever befell the store, with its own code.
  package func answer(
    _ store: Store, _ given: QuestionArguments
  ) throws(QuestionError) -> Value {
    do {
      let origins = given.list(Parameter.origin.name)
      return try answering(origins.isEmpty ? store : store.only(of: origins), given)
    } catch { throw QuestionError(error) }
  }

  /// What it can be given, as a JSON schema of an object.
  package var inputSchema: Value {
    var members = [
      Member("type", "object"),
      Member("properties", .object(parameters.map { Member($0.name, $0.schema) })),
      Member("additionalProperties", false),
    ]
    let required = parameters.filter(\.isRequired).map { Value.string($0.name) }
    if !required.isEmpty { members.append(Member("required", .array(required))) }
    return .object(members)
  }
}
