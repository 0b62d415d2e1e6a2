/// The colours and strokes of all pictures, for light and dark.
///
/// Colours are of Okabe and Ito's set, darkened on light paper and lightened on dark until each
/// stands out; every rule begins with the picture's class, so that a page keeps its own looks.
enum Style {
  static let sheet = """
    .snn-picture{--snn-paper:#fff;--snn-ink:#1c1e21;--snn-soft:#565d69;--snn-line:#dadee4;\
    --snn-1:#0072b2;--snn-2:#c44f00;--snn-3:#00795a;--snn-4:#a3417b;--snn-5:#8a6500;--snn-6:#3f5fbf;\
    font:12px system-ui,sans-serif;max-width:100%;height:auto}
    @media (prefers-color-scheme:dark){.snn-picture{--snn-paper:#16181c;--snn-ink:#e8eaed;\
    --snn-soft:#a8afbb;--snn-line:#3a3f47;--snn-1:#56b4e9;--snn-2:#f0a030;--snn-3:#35c79b;\
    --snn-4:#e58fc0;--snn-5:#f0e442;--snn-6:#a9b8ff}}
    .snn-picture text{fill:var(--snn-ink);stroke:none}
    .snn-picture .title{font-size:15px;font-weight:600}
    .snn-picture .small{font-size:10px}
    .snn-picture .tiny{font-size:9px}
    .snn-picture .soft{fill:var(--snn-soft)}
    .snn-picture .paper{fill:var(--snn-paper)}
    .snn-picture .deep{fill:#16181c}
    .snn-picture .grid{stroke:var(--snn-line);fill:none}
    .snn-picture .axis{stroke:var(--snn-soft);fill:none}
    .snn-picture .level{stroke:var(--snn-soft);stroke-width:1.5;stroke-dasharray:5 4;fill:none}
    .snn-picture .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
    .snn-picture .dash2{stroke-dasharray:7 4}
    .snn-picture .dash3{stroke-dasharray:2 4}
    .snn-picture .dash4{stroke-dasharray:9 3 2 3}
    .snn-picture .marks{fill:none;shape-rendering:crispEdges}
    .snn-picture .c1{--c:var(--snn-1)}.snn-picture .c2{--c:var(--snn-2)}\
    .snn-picture .c3{--c:var(--snn-3)}.snn-picture .c4{--c:var(--snn-4)}\
    .snn-picture .c5{--c:var(--snn-5)}.snn-picture .c6{--c:var(--snn-6)}
    .snn-picture .fill{fill:var(--c)}
    .snn-picture .line,.snn-picture .marks{stroke:var(--c)}
    """

  /// The class of the colour of the n-th thing, from 0.
  static func color(_ n: Int) -> String { "c\(n % 6 + 1)" }

  /// The classes of the n-th line, which differs in its dashes too.
  static func line(_ n: Int) -> String { "line \(color(n)) dash\(n % 4 + 1)" }
}
