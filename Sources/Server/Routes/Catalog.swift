/// Everything that can be asked over HTTP. A new file in this folder is listed here; a test insists.
package enum RouteCatalog {
  package static let all: [Route] = forPrograms + ShowPages.routes

  /// Those that programs ask, which OpenAPI tells of.
  package static let forPrograms: [Route] =
    Beginning.routes + Health.routes + Metrics.routes + PostEvents.routes + TakeTelemetry.routes
    + TakeHooks.routes + StreamEvents.routes + ReadProjections.routes + AskQuestions.routes
    + AnswerProposals.routes + TalkMCP.routes
}
