import Events
import Server

/// What lists can be picked by.
enum TellMetadata {
  static let routes = [
    RunsRoute(
      method: "GET", path: "/api/v1/metadata",
      about: "The names of agents and of jobs.",
      takesToken: false,
      answers: [
        (200, "The names.", RunsSchema.object("agent_names", "job_types", "counts", "cache_hit"))
      ]
    ) { _, desk in Response(json: try desk.metadata.document(desk.book)) }
  ]
}
