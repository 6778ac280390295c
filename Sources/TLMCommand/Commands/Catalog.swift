import ArgumentParser

/// Every command of tlm. A new file in one of these folders is listed here; a test insists.
enum CommandCatalog {
  typealias Commands = [any ParsableCommand.Type]

  /// What stands after `tlm`, in the order of its help.
  static let all: Commands = [
    Init.self, Emit.self, Run.self, Append.self, ImportGroup.self, Tail.self, Querying.self,
    ShowStatistics.self, ListSchema.self, ExportCommand.self, Replaying.self, ShowSummary.self,
    ShowTrends.self, Trace.self, WriteReport.self, ShowUsage.self, SessionsCommand.self,
    ProjectionsCommand.self, SensorsCommand.self, ModeCommand.self, ControlCommand.self, Watch.self,
    ServeGroup.self, RunsCommand.self, IndexCommand.self, Doctor.self, Prune.self, Redact.self,
    ArchiveGroup.self, SealLog.self, VerifyLog.self,
    BackUp.self, RestoreStore.self,
    RecoverStore.self, ConfigCommand.self, TrustCommand.self, HookGroup.self, GateGroup.self,
    Statusline.self,
    RelayGroup.self, MCPGroup.self, ClaudeGroup.self, ProjectionGroup.self, ShowManual.self,
  ]

  /// `tlm serve …`
  static let serve: Commands = [RunServer.self, ServeStatus.self, StopServer.self]

  /// `tlm relay …`
  static let relay: Commands = [PushStore.self, PullStore.self, ShowRelay.self, AcceptGaps.self]

  /// `tlm hook …`
  static let hook: Commands = [
    RunHook.self, InstallHooks.self, UninstallHooks.self, ShowHooks.self,
  ]

  /// `tlm gate …`
  static let gate: Commands = [
    RunGate.self, InstallGate.self, UninstallGate.self, ShowGate.self, ExplainCall.self,
    TestCalls.self,
  ]

  /// `tlm mcp …`
  static let mcp: Commands = [ServeMCP.self, InstallMCP.self, UninstallMCP.self]

  /// `tlm claude …`
  static let claude: Commands = [ShowClaudeEnvironment.self]

  /// `tlm import …`
  static let imports: Commands = [
    ImportFiles.self, ImportClaude.self, ImportCodex.self, ImportRuns.self,
  ]

  /// `tlm projections …`
  static let projections: Commands = [
    ListProjections.self, ShowProjection.self, ProjectionsStatus.self, RebuildProjections.self,
    VerifyProjections.self, ProjectionRowsCommand.self,
  ]

  /// `tlm projection …`
  static let projection: Commands = [NewProjection.self]

  /// `tlm sessions …`
  static let sessions: Commands = [ListSessions.self, ShowSession.self, TailSessions.self]

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

  /// `tlm config …`
  static let config: Commands = [
    ShowConfig.self, GetConfig.self, SetConfig.self, CheckConfig.self, ShowSchema.self,
  ]

  /// `tlm index …`
  static let index: Commands = [ShowIndex.self, VerifyIndex.self, RebuildIndex.self]

  /// `tlm archive …`
  static let archive: Commands = [ListArchive.self, VerifyArchive.self, RestoreArchive.self]

  /// `tlm runs …`
  static let runs: Commands = [
    ListRuns.self, ShowRun.self, StartRun.self, LogRun.self, EndRun.self, UpdateRun.self,
    AssociateCommit.self, SweepRuns.self, PostRuns.self, ShowRunStats.self,
  ]
}
