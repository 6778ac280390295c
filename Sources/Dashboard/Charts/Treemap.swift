import TLM

/// Areas side by side, each as large as its share: squarish ones, as those can be compared.
struct Treemap {
  struct Tile {
    let name: String
    let size: Double
  }

  /// The largest first.
  let tiles: [Tile]

  private static let height = 220.0

  /// A rectangle, by its corner and its sides.
  private struct Area {
    var (x, y, width, height) = (0.0, 0.0, 0.0, 0.0)
  }

  var drawing: Figure.Drawing {
    let shapes = zip(tiles, areas).enumerated().map { place, pair -> HTML in
      let (tile, area) = pair
      let fits = area.width > 60 && area.height > 30
      let words =
        fits
        ? Shape.text(
          Words.short(tile.name, to: Int(area.width / 7)), x: area.x + 7, y: area.y + 17,
          style: "on")
          + Shape.text(Words.number(tile.size), x: area.x + 7, y: area.y + 31, style: "on")
        : .nothing
      return Shape.rect(
        "tile k\(place % 6)", x: area.x, y: area.y, width: area.width, height: area.height,
        about: "\(tile.name): \(Words.number(tile.size))") + words
    }
    return Figure.Drawing(height: Int(Self.height), shapes: shapes.joined())
  }

  /// Lays tiles in strips along the shorter side, as long as they become squarer by it.
  private var areas: [Area] {
    let whole = tiles.reduce(0) { $0 + $1.size }
    guard whole > 0 else { return [] }
    var rest = Area(x: 0, y: 0, width: Figure.width, height: Self.height)
    let unit = rest.width * rest.height / whole
    var (areas, place) = ([Area](), 0)
    while place < tiles.count {
      let side = min(rest.width, rest.height)
      var strip = [tiles[place].size * unit]
      while place + strip.count < tiles.count {
        let longer = strip + [tiles[place + strip.count].size * unit]
        if Self.worst(longer, side) > Self.worst(strip, side) { break }
        strip = longer
      }
      Self.lay(strip, in: &rest, &areas)
      place += strip.count
    }
    return areas
  }

  /// How far the flattest of a strip is from a square.
  private static func worst(_ strip: [Double], _ side: Double) -> Double {
    let thickness = strip.reduce(0, +) / side
    guard thickness > 0 else { return .infinity }
    return strip.map { max($0 / thickness / thickness, thickness * thickness / max($0, 1e-9)) }
      .max() ?? .infinity
  }

  private static func lay(_ strip: [Double], in rest: inout Area, _ areas: inout [Area]) {
    let isUpright = rest.width >= rest.height
    let side = isUpright ? rest.height : rest.width
    let thickness = side > 0 ? strip.reduce(0, +) / side : 0
    var along = 0.0
    for size in strip {
      let length = thickness > 0 ? size / thickness : 0
      areas.append(
        isUpright
          ? Area(x: rest.x, y: rest.y + along, width: thickness, height: length)
          : Area(x: rest.x + along, y: rest.y, width: length, height: thickness))
      along += length
    }
    if isUpright {
      rest.x += thickness
      rest.width = max(0, rest.width - thickness)
    } else {
      rest.y += thickness
      rest.height = max(0, rest.height - thickness)
    }
  }

  func figure(_ name: String, of what: String) -> Figure {
    let whole = tiles.reduce(0) { $0 + $1.size }
    return Figure(
      name: name, drawing: drawing,
      table: ReportPage.Table(
        of: tiles, .text(what) { $0.name }, .number("runs") { $0.size },
        .percent("share") { whole > 0 ? $0.size / whole : nil }))
  }
}
