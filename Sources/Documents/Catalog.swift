/// Every document that tlm promises. A new file in one of these folders is listed here; a test
/// insists, and on its golden, too.
///
/// `Words` has the sentences that documents and tables share: `ModeSentence`,
/// `TransitionSentence`, `SensorWords`. `ExitStatus` says how a command ends, and
/// `HTTPStatus` how an answer over HTTP begins; `ServeError`: why a server does not serve.
package enum DocumentCatalog {
  /// A kind of `Document`: what its type is called, and what it tells.
  package struct Entry: Sendable {
    package let name: String
    package let about: String

    init(_ name: String, _ about: String) {
      self.name = name
      self.about = about
    }
  }

  /// All of them, group by group.
  package static let all: [Entry] =
    store + configuration + log + answers + export + projections + work + analysis + tracing
    + sensors + modes + control + agents + server + relay + errors

  static let store = [
    Entry("InitDocument", "which store there is now"),
    Entry("IndexDocument", "how an index stands"),
    Entry("DoctorDocument", "what a store is like, and what is wrong with it"),
    Entry("PruneDocument", "what a prune took away, or would"),
    Entry("RedactDocument", "which events were blanked, or would be, and where"),
    Entry("ArchiveDocument", "which pruned segments are kept"),
    Entry("UnarchivedDocument", "which of them were put back"),
    Entry("SealDocument", "what a log is up to its end"),
    Entry("LogVerificationDocument", "whether a log is what it was"),
    Entry("BackupDocument", "a copy of a log"),
    Entry("RestoredDocument", "a store that was made of copies"),
  ]
  static let configuration = [
    Entry("SettingsDocument", "what holds, and who said so"),
    Entry("SettingDocument", "one setting as it holds"),
    Entry("SettingSchemaDocument", "what editors check a file of settings by"),
    Entry("ConfigurationCheckDocument", "whether files of settings can be used"),
    Entry("TrustDocument", "what of a store's settings counts"),
  ]
  static let log = [
    Entry("EventDocument", "one event and where it is"),
    Entry("EventsDocument", "the events that were asked for"),
    Entry("CountDocument", "how many events there are"),
    Entry("ExplanationDocument", "how events were found"),
    Entry("ImportDocument", "what an import came to"),
    Entry("AppendedDocument", "what an append without a condition came to"),
    Entry("ReceiptDocument", "what a conditional append wrote"),
    Entry("ConflictDocument", "what stood against a conditional append"),
    Entry("AppendReceiptDocument", "what an append over HTTP wrote"),
  ]
  static let answers = [
    Entry("AnswerDocument", "what came of a question: rows and their columns"),
    Entry("StatisticsDocument", "how many events there are of each kind"),
    Entry("SchemaDocument", "which events there are, and what can be asked"),
  ]
  static let export = [
    Entry("ExportDocument", "what an export came to")
  ]
  static let projections = [
    Entry("ProjectionDocument", "what a projection is"),
    Entry("ReplayDocument", "what came of a projection: its report and what it rests on"),
    Entry("StatusDocument", "how far a projection has come"),
    Entry("VerificationDocument", "whether all ways to fold come to the same"),
    Entry("RowsDocument", "rows of a projection"),
    Entry("NewProjectionDocument", "which package was made"),
  ]
  static let work = [
    Entry("UsageDocument", "what agents' work came to"),
    Entry("SessionsDocument", "what each session of an agent came to"),
    Entry("SessionDocument", "a session and what happened in it"),
  ]
  static let analysis = [
    Entry("SummaryDocument", "what happened in a period, and what changed"),
    Entry("TrendsDocument", "what becomes more and what less, period by period"),
  ]
  static let tracing = [
    Entry("TraceDocument", "what happened to an issue, run, session or trace"),
    Entry("RunsDocument", "runs of jobs"),
    Entry("RunDocument", "a run and what was recorded of it"),
    Entry("RunStatsDocument", "how runs stand and how long they took"),
  ]
  static let sensors = [
    Entry("SnapshotDocument", "what sensors said at one instant"),
    Entry("SeriesDocument", "what a sensor said over time"),
    Entry("SensorDocument", "what a sensor is"),
  ]
  static let modes = [
    Entry("ModeDocument", "the mode in force and what it allows"),
    Entry("ConstraintsDocument", "what a mode allows"),
    Entry("ModeHistoryDocument", "the last changes of the mode"),
    Entry("ModeExplanationDocument", "why the mode is what it is"),
    Entry("ExpiredDocument", "an answer that came too late"),
  ]
  static let control = [
    Entry("RuleOriginDocument", "which rules these are"),
    Entry("RuleCheckDocument", "whether a rule file can be used"),
    Entry("ProposalDocument", "a proposal that waits"),
    Entry("ControllerDocument", "how a controller stands"),
    Entry("ControlRunDocument", "that a control loop runs, or has stopped"),
    Entry("ControlEventDocument", "what control and people wrote about modes"),
    Entry("NoticeDocument", "what a rule tells people"),
    Entry("ControlVerificationDocument", "which recorded transitions are confirmed"),
    Entry("WatchDocument", "how a watch goes"),
    Entry("BacktestDocument", "what rules would have done"),
  ]
  static let agents = [
    Entry("HookStatusDocument", "how hooks stand in the settings of an agent"),
    Entry("HookChangeDocument", "what became of the settings of an agent"),
    Entry("GateStatusDocument", "where a gate is named, and what its boards say"),
    Entry("GateDecisionDocument", "what becomes of a call of an agent"),
    Entry("ClaudeEnvironmentDocument", "how Claude Code sends its own telemetry"),
  ]
  static let server = [
    Entry("ServerDocument", "where a store is served")
  ]
  static let relay = [
    Entry("PushDocument", "what came of pushing a store to an engine"),
    Entry("PullDocument", "what came of pulling from an engine into a store"),
    Entry("RelayStatusDocument", "what is pushed, pulled, verified and missing, by origin"),
    Entry("AcceptedGapsDocument", "which gaps of a relay somebody has looked at"),
  ]
  static let errors = [
    Entry("ErrorDocument", "what failed")
  ]
}
