// `import TLM` is enough: the only file that passes other modules on.
@_exported public import Board
@_exported public import Configuration
@_exported public import Control
@_exported public import Events
@_exported public import Folding
@_exported public import Index
@_exported public import Journal
@_exported public import Lines
@_exported public import Projections
@_exported public import Sensors
@_exported public import Views
