import Documents
import TLM
import Testing

/// Documents of what goes on until it is told to end.
@Suite struct LiveDocumentTests {
  @Test(.timeLimit(.minutes(1)))
  func `a controller says how it stands, before it has caught up and after`() async throws {
    let scene = try Scene()
    let rules = try scene.policyRules()
    var options = ControlLoop.Options()
    options.clock = .log
    let controller = try Controller(of: scene.store, under: rules, options: options)
    let before = controller.status
    await controller.run { status in
      if status.loop != nil { withUnsafeCurrentTask { $0?.cancel() } }
    }
    let after = controller.status

    try Golden.check(
      "ControllerDocument",
      [("before", ControllerDocument(before).json), ("after", ControllerDocument(after).json)])
    let (scope, now) = ("build", Scene.later)
    try Golden.check(
      "ControlRunDocument",
      [
        (
          "running",
          ControlRunDocument(.running, before, rules: rules, scope: nil, at: now).json
        ),
        (
          "stopped",
          ControlRunDocument(.stopped, after, rules: rules, scope: scope, at: now).json
        ),
      ])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a watch says how it goes`() async throws {
    let scene = try Scene()
    var statuses: [Watcher.Status] = []
    try await Watcher(of: scene.store, control: .off).run { status in
      statuses.append(status)
      if status.isCaughtUp { withUnsafeCurrentTask { $0?.cancel() } }
    }
    let status = try #require(statuses.first { $0.isCaughtUp })

    try Golden.check(
      "WatchDocument",
      [
        ("watching", WatchDocument(.watching, status, notices: []).json),
        ("stopped", WatchDocument(.stopped, status, notices: []).json),
      ], masking: ["at"])
  }
}
