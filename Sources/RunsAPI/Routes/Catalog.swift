/// Every route of the API. A new one is a file beside this one and a line here; the first that fits
/// answers.
enum RunsRouteCatalog {
  static let all: [RunsRoute] =
    ServiceState.routes + TellMetadata.routes + CreateRuns.routes + ListRuns.routes
    + ReadRun.routes + UpdateRun.routes + AssociateCommit.routes + DescribeAPI.routes
}
