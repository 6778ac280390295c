import Events
import Journal

/// What a pusher knows of itself, on the way through a log.
struct PushState {
  var checkpoint: PushCheckpoint
  var places: PushPlaces
  var rule: PushRule
  var tally = PushTally()
  /// The last head that was sent, and when.
  var head: RelayPlace?
  var headTime: ContinuousClock.Instant = .now
  /// When the checkpoint was last made sure of, and when it was last kept.
  var synced: ContinuousClock.Instant = .now
  var kept: ContinuousClock.Instant = .now
  /// Subjects by names, of which there are few.
  private var subjects: [String?: String] = [:]

  /// Names that are remembered; where there are more, each is made anew.
  private static let mostSubjects = 4096

  init(_ beginning: PushBeginning.Beginning) {
    (checkpoint, places) = (beginning.checkpoint, beginning.places)
    rule = PushRule(pulledEnd: checkpoint.pulledEnd, beginning.filters)
  }

  /// Where an event goes.
  mutating func subject(of event: borrowing Event, from origin: String, _ all: RelaySubject)
    -> String
  {
    let name = event.name
    if let subject = subjects[name] { return subject }
    if subjects.count >= Self.mostSubjects { subjects = [:] }
    let subject = all.event(of: origin, named: name)
    subjects[name] = subject
    return subject
  }

  /// Goes on to a place that the engine has come to.
  mutating func advance(to place: RelayPlace, through: LogPlace, at time: Timestamp) {
    let start = checkpoint.place
    tally.events += Int(place.lines - start.lines)
    tally.bytes += place.offset - start.offset - (place.lines - start.lines)
    (checkpoint.place, checkpoint.through, checkpoint.time) = (place, through, time)
  }
}
