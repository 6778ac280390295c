import ArgumentParser

/// Every command of tlm. A new file in one of these folders is listed here; a test insists.
enum CommandCatalog {
  typealias Commands = [any ParsableCommand.Type]

  /// What stands after `tlm`, in the order of its help.
  static let all: Commands = [
    Init.self, Emit.self, Append.self, Tail.self, Querying.self, Replaying.self,
    ProjectionsCommand.self, SensorsCommand.self, ModeCommand.self, ControlCommand.self,
    Watch.self, IndexCommand.self, Doctor.self, ProjectionGroup.self, ShowManual.self,
  ]

  /// `tlm projections …`
  static let projections: Commands = [
    ListProjections.self, ShowProjection.self, ProjectionsStatus.self, RebuildProjections.self,
    VerifyProjections.self, ProjectionRowsCommand.self,
  ]

  /// `tlm projection …`
  static let projection: Commands = [NewProjection.self]

  /// `tlm sensors …`
  static let sensors: Commands = [
    ListSensors.self, GetSensors.self, WatchSensors.self, ShowSeries.self, DescribeSensor.self,
  ]

  /// `tlm mode …`
  static let mode: Commands = [
    ShowMode.self, ModeHistory.self, ExplainMode.self, ApproveProposal.self, RejectProposal.self,
    SetMode.self,
  ]

  /// `tlm control …`
  static let control: Commands = [
    InitRules.self, CheckRules.self, RunControl.self, BacktestRules.self, VerifyControl.self,
  ]

  /// `tlm index …`
  static let index: Commands = [ShowIndex.self, VerifyIndex.self, RebuildIndex.self]
}
