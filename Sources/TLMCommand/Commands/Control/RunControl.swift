import ArgumentParser
import SystemCalls
import TLM

/// `tlm control run`: the control loop in the foreground.
struct RunControl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Decide about the mode in the foreground, by rules, and carry out their effects.",
    discussion: """
      It says nothing about what was in the log when it began. Any number may run on one store, \
      here or in tlm watch: each decision is written by one of them. It publishes the store's \
      board, too, but for a scope. A busy lock or a full disk does not end it. SIGTERM and SIGINT \
      do, with 0. On a terminal it prints a line for each change, proposal, answer and effect; \
      elsewhere the same as JSON lines.

      With --clock log time comes from the events alone: nothing happens between them, and it \
      decides what tlm control backtest decides.

      Examples:
        tlm control run
        tlm control run --rules rules.yaml --scope build
        tlm control run --no-board > decisions.jsonl &
      """)

  /// Where the time comes from.
  enum ClockArgument: String, ExpressibleByArgument, CaseIterable { case machine, log }

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: PolicyOptions
  @OptionGroup var scope: ScopeOptions
  @OptionGroup var interval: IntervalOptions

  @Flag(help: "Do not publish the board.")
  var noBoard = false

  @Option(help: "Where the time comes from: machine or log.")
  var clock = ClockArgument.machine

  func run() async throws {
    // Whose rules decide decides: an agent could bring its own.
    try Person.requireNoAgent("let rules decide about the mode")
    let store = try store.openForWriting()
    let rules = try rules.rules(of: store)
    let controller = try Controller(of: store, under: rules, options: options(store))
    let (sensors, scope) = (try store.sensorDirectory(), scope.scope)
    try await Signals.untilAsked {
      let view = ControlRunView(rules, sensors, scope: scope)
      view.begin()
      try await Self.show(controller, of: store, on: view)
    }
  }

  private func options(_ store: Store) -> ControlLoop.Options {
    var options = ControlLoop.Options()
    options.scope = scope.scope
    options.interval_s = interval.interval.seconds
    options.clock = clock == .log ? .log : .machine
    // A store has one board, which shows the mode of nobody in particular.
    if !noBoard && scope.scope == nil { options.board = store.log.layout.board }
    return options
  }

  /// What there is to show, in the order in which it is shown.
  private enum News: Sendable {
    case status(Controller.Status, [ControlLoop.EffectReport])
    case events([ControlEvent])
  }

  private static func show(
    _ controller: Controller, of store: Store, on view: ControlRunView
  ) async throws {
    let end = try store.log.bounds().upperBound
    let (news, teller) = AsyncThrowingStream.makeStream(of: News.self)
    let deciding = Task {
      var told: Controller.Status?
      await controller.run { status in
        let effects = controller.takeEffects()
        defer { told = status }
        guard
          effects.contains(where: { $0.notice != nil }) || status.warnings != told?.warnings
            || (status.loop == nil) != (told?.loop == nil)
        else { return }
        teller.yield(.status(status, effects))
      }
      teller.finish()
    }
    let reading = Task {
      do {
        for try await batch in store.follow(from: end, matching: ControlEvent.filter) {
          let events = batch.events.compactMap(ControlEvent.init)
          if !events.isEmpty { teller.yield(.events(events)) }
        }
      } catch { teller.finish(throwing: error) }
    }
    defer {
      deciding.cancel()
      reading.cancel()
    }
    for try await item in news {
      switch item {
      case .status(let status, let effects): view.show(status, effects: effects)
      case .events(let events): events.forEach { view.show($0) }
      }
    }
    // What was decided last is in the log.
    deciding.cancel()
    await deciding.value
    view.finish(controller.status)
  }
}
