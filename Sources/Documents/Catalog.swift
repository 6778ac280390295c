/// Every document that tlm promises. A new file in one of these folders is listed here; a test
/// insists, and on its golden, too.
///
/// `Words` has the sentences that documents and tables share: `ModeSentence`,
/// `TransitionSentence`, `SensorWords`. `ExitStatus` says how a command ends.
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
  package static let all: [Entry] = store + log + projections + sensors + modes + control + errors

  static let store = [
    Entry("InitDocument", "which store there is now"),
    Entry("IndexDocument", "how an index stands"),
    Entry("DoctorDocument", "what a store is like, and what is wrong with it"),
  ]
  static let log = [
    Entry("EventDocument", "one event and where it is"),
    Entry("EventsDocument", "the events that were asked for"),
    Entry("CountDocument", "how many events there are"),
    Entry("ExplanationDocument", "how events were found"),
    Entry("AppendedDocument", "what an append without a condition came to"),
    Entry("ReceiptDocument", "what a conditional append wrote"),
    Entry("ConflictDocument", "what stood against a conditional append"),
  ]
  static let projections = [
    Entry("ProjectionDocument", "what a projection is"),
    Entry("ReplayDocument", "what came of a projection: its report and what it rests on"),
    Entry("StatusDocument", "how far a projection has come"),
    Entry("VerificationDocument", "whether all ways to fold come to the same"),
    Entry("RowsDocument", "rows of a projection"),
    Entry("NewProjectionDocument", "which package was made"),
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
  static let errors = [
    Entry("ErrorDocument", "what failed")
  ]
}
