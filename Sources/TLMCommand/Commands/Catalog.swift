import ArgumentParser

/// Every command of tlm. A new file in this folder is listed here; a test insists.
let commandCatalog: [any ParsableCommand.Type] = [
  Init.self,
  Emit.self,
  Append.self,
  Tail.self,
  Querying.self,
  Replaying.self,
  ProjectionsCommand.self,
  SensorsCommand.self,
  ModeCommand.self,
  ControlCommand.self,
  Watch.self,
  IndexCommand.self,
  Doctor.self,
  ProjectionGroup.self,
]
