import Events
import Hooks
import TLM

/// What a coding agent's hooks post. It is answered with nothing: what is said here, an agent reads.
enum TakeHooks {
  static let routes = [
    Route(
      "POST", "/v1/hooks/claude-code", .tell,
      "Takes what a hook of Claude Code posts, as one event.",
      body: RouteBody(["*/*"], limit: 16 << 20, isRequired: false, schema: ["type": "object"]),
      answers: []
    ) { request, desk in
      try desk.checkStore()
      try HookCommand.take(request.body, into: desk.store.location, desk.hookSettings())
      return Response(204)
    }
  ]
}
