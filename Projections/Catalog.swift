public import Events

/// Every projection that comes with tlm. A new file in this folder is listed here; a test insists.
public let builtInProjections: [any Projection.Type] = [
  AgentUsage.self,
  EventCounts.self,
  Issues.self,
  MetricSums.self,
  ModeState.self,
  PhaseTiming.self,
  Runs.self,
  SensorMetrics.self,
  Sessions.self,
  ToolUsage.self,
  Traces.self,
  Velocity.self,
]
