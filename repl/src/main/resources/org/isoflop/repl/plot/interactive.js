(function () {
    "use strict";

    function readable(value, axis) {
        if (value === null || !isFinite(value)) return "missing";
        var size = Math.abs(value);
        if (axis.suffixes && size >= 1e4) {
            var power = Math.min(4, Math.floor(Math.log10(size) / 3 + 1e-12));
            return Number((value / Math.pow(1000, power)).toPrecision(4)) + " KMBT".charAt(power);
        }
        if (size >= 1e6 || size > 0 && size < 1e-4) {
            var parts = value.toExponential(3).split("e");
            return Number(parts[0]) + "e" + Number(parts[1]);
        }
        return String(Number(value.toPrecision(4)));
    }

    function withUnit(value, axis) {
        if (axis.categories.length) return axis.categories[Math.round(value)];
        return readable(value, axis) + (axis.unit ? " " + axis.unit : "");
    }

    function escaped(text) {
        return String(text).replace(/[&<>"']/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; });
    }

    function interval(lower, upper, axis) {
        return lower === undefined || lower === null ? "" : " [" + readable(lower, axis) + ", " + readable(upper, axis) + "]";
    }

    function share(shade, value) {
        if (value === null || shade.scale.logarithmic && value <= 0) return NaN;
        var at = shade.scale.logarithmic ? Math.log : function (x) { return x; };
        var from = at(shade.low), to = at(shade.high);
        return to > from ? Math.min(1, Math.max(0, (at(value) - from) / (to - from))) : 0.5;
    }

    function along(ramp, place) {
        if (isNaN(place)) return "transparent";
        var at = place * (ramp.length - 1), below = Math.min(Math.floor(at), ramp.length - 2);
        var mixed = "#";
        for (var i = 1; i < 7; i += 2) {
            var a = parseInt(ramp[below].substr(i, 2), 16), b = parseInt(ramp[below + 1].substr(i, 2), 16);
            mixed += ("0" + Math.round(a + (at - below) * (b - a)).toString(16)).slice(-2);
        }
        return mixed;
    }

    /* All numbers along an axis. */
    function numbers(plot, name) {
        var found = [], isX = name === "x";
        function add(values) {
            (values || []).forEach(function (n) { if (n !== null) found.push(n); });
        }
        plot.layers.forEach(function (layer) {
            if (layer.kind === "cells") add(layer[name]);
            else if (layer.kind === "contour") (isX ? layer.xs : layer.ys).forEach(add);
            else if (layer.kind === "bars") {
                if (layer.sideways === isX) [layer.from, layer.to, layer.lower, layer.upper].forEach(add);
            } else [layer[name], isX ? layer.left : layer.lower, isX ? layer.right : layer.upper].forEach(add);
        });
        return found;
    }

    /* The least and greatest number along an axis, with a margin. */
    function extent(plot, name, logarithmic) {
        var low = Infinity, high = -Infinity;
        var tight = plot.layers.some(function (layer) { return layer.kind === "cells"; });
        if (plot[name].categories.length) return null;
        numbers(plot, name).forEach(function (n) {
            if (!logarithmic || n > 0) { low = Math.min(low, n); high = Math.max(high, n); }
        });
        if (!(low <= high)) return [logarithmic ? 1 : 0, 10];
        var to = logarithmic ? Math.log10 : function (n) { return n; };
        var back = logarithmic ? function (n) { return Math.pow(10, n); } : to;
        var a = to(low), b = to(high), margin = tight ? 0 : b > a ? 0.04 * (b - a) : logarithmic ? 0.5 : Math.abs(a) / 10 || 1;
        return [back(a - margin), back(b + margin)];
    }

    /* Marked numbers of a logarithmic axis; the library marks only decades, and few of them. */
    function marked(low, high) {
        var ticks = [], decades = Math.log10(high / low);
        if (decades >= 0.7) {
            var step = Math.ceil(decades / 8);
            for (var decade = Math.floor(Math.log10(low) / step) * step; decade <= Math.log10(high); decade += step) {
                (decades < 2.5 ? [1, 2, 5] : [1]).forEach(function (digit) { ticks.push(Number(digit + "e" + decade)); });
            }
        } else {
            var least = (high - low) / 8, power = Math.floor(Math.log10(least));
            var digit = [1, 2, 5, 10].find(function (d) { return Number(d + "e" + power) >= least; });
            for (var i = Math.ceil(low / Number(digit + "e" + power)); i * Number(digit + "e" + power) <= high; i++) ticks.push(Number(i * digit + "e" + power));
        }
        return ticks.filter(function (tick) { return tick >= low && tick <= high; });
    }

    function axisOption(plot, name, logarithmic, look, narrow) {
        var axis = plot[name], common = {
            name: axis.title, nameLocation: "middle", nameGap: name === "x" ? 30 : narrow ? 42 : 56, nameTextStyle: { color: look.text, fontSize: 13 },
            axisLine: { show: true, onZero: false, lineStyle: { color: look.soft } }, splitLine: { show: !plot.layers.some(function (layer) { return layer.kind === "cells"; }), lineStyle: { color: look.grid } },
            axisLabel: { color: look.soft, hideOverlap: true, fontSize: narrow ? 11 : 12 }, axisTick: { show: true }, minorTick: { show: logarithmic, splitNumber: 9 }
        };
        if (axis.categories.length) {
            common.type = "category";
            common.data = axis.categories;
            common.splitLine.show = false;
            return common;
        }
        var ends = extent(plot, name, logarithmic);
        common.type = logarithmic ? "log" : "value";
        common.min = ends[0];
        common.max = ends[1];
        common.axisLabel.formatter = function (value) { return readable(value, axis); };
        var ticks = logarithmic ? marked(ends[0], ends[1]) : null;
        if (ticks) common.axisLabel.customValues = common.axisTick.customValues = ticks;
        common.axisLabel.showMinLabel = common.axisLabel.showMaxLabel = ticks !== null;
        return common;
    }

    function corners(plot, x, y) {
        return x.map(function (at, i) {
            var top = y[i] / (Math.sqrt(3) / 2), right = at - top / 2;
            return [1 - right - top, right, top].map(function (part, k) {
                return escaped(plot.corners[k]) + ": " + Number(part.toPrecision(3));
            }).join("<br>");
        });
    }

    /* A text in lines of a width, broken between words. */
    function lines(text, width, font) {
        var pen = document.createElement("canvas").getContext("2d"), broken = [""];
        pen.font = font;
        text.split(" ").forEach(function (word) {
            var last = broken[broken.length - 1], longer = last ? last + " " + word : word;
            if (last && pen.measureText(longer).width > width) broken.push(word);
            else broken[broken.length - 1] = longer;
        });
        return broken;
    }

    function chartOption(plot, state, look, dark, width) {
        var series = [], marks = ["circle", "rect", "triangle"];
        function shown(values, logarithmic) {
            return values.map(function (v) { return v === null || logarithmic && v <= 0 ? null : v; });
        }
        function told(layer, i, x, y) {
            var lines = layer.label ? ["<b>" + escaped(layer.label) + "</b>"] : [];
            lines.push(escaped(plot.x.label + " = " + withUnit(x, plot.x)) + (layer.left && layer.left.length ? interval(layer.left[i], layer.right[i], plot.x) : ""));
            lines.push(escaped(plot.y.label + " = " + withUnit(y, plot.y)) + (layer.lower && layer.lower.length ? interval(layer.lower[i], layer.upper[i], plot.y) : ""));
            if (layer.shades && layer.shades.length) lines.push(escaped(plot.shade.scale.label + " = " + withUnit(layer.shades[i], plot.shade.scale)));
            return lines.join("<br>");
        }
        function custom(layer, data, render, text, z) {
            series.push({
                type: "custom", name: layer.label || undefined, data: data, renderItem: render, clip: true, z: z, silent: !text,
                color: layer.colour[dark ? "dark" : "light"],
                tooltip: text ? { formatter: text } : { show: false }, encode: { x: 0, y: 1 }
            });
        }
        function band(layer, colour, x, y, lower, upper) {
            custom(layer, [[x[0], y[0]]], function (params, api) {
                if (params.dataIndexInside > 0) return;
                var above = [], below = [];
                for (var i = 0; i < x.length; i++) {
                    if (x[i] === null || lower[i] === null || upper[i] === null) continue;
                    above.push(api.coord([x[i], upper[i]]));
                    below.push(api.coord([x[i], lower[i]]));
                }
                return { type: "polygon", shape: { points: above.concat(below.reverse()) }, style: { fill: colour, opacity: 0.18 } };
            }, null, 1);
        }
        function whiskers(layer, colour, fromX, fromY, toX, toY) {
            var data = fromX.map(function (v, i) { return [v, fromY[i], toX[i], toY[i]]; });
            custom(layer, data, function (params, api) {
                var a = api.coord([api.value(0), api.value(1)]), b = api.coord([api.value(2), api.value(3)]);
                return { type: "line", shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: colour, opacity: 0.6 } };
            }, null, 2);
        }
        plot.layers.forEach(function (layer) {
            var colour = layer.colour[dark ? "dark" : "light"];
            if (layer.kind === "line") {
                var x = shown(layer.x, state.x), y = shown(layer.y, state.y);
                if (layer.lower.length) band(layer, colour, x, y, shown(layer.lower, state.y), shown(layer.upper, state.y));
                series.push({
                    type: "line", name: layer.label || undefined, z: 3, data: x.map(function (v, i) { return [v, y[i]]; }), symbol: "circle", symbolSize: 9,
                    showAllSymbol: true, itemStyle: { color: colour, opacity: 0 }, emphasis: { itemStyle: { opacity: 1 } },
                    lineStyle: { color: colour, width: layer.faint ? 1 : 2, type: layer.round % 2 ? "dashed" : "solid" },
                    tooltip: { formatter: function (p) { return told(layer, p.dataIndex, layer.x[p.dataIndex], layer.y[p.dataIndex]); } }
                });
            } else if (layer.kind === "points") {
                var px = shown(layer.x, state.x), py = shown(layer.y, state.y);
                if (layer.lower.length) whiskers(layer, colour, px, shown(layer.lower, state.y), px, shown(layer.upper, state.y));
                if (layer.left.length) whiskers(layer, colour, shown(layer.left, state.x), py, shown(layer.right, state.x), py);
                var mixes = plot.corners.length ? corners(plot, layer.x, layer.y) : null;
                series.push({
                    type: "scatter", name: layer.label || undefined, z: 4, symbol: marks[layer.round % 3], symbolSize: layer.shades.length ? 11 : 7,
                    itemStyle: { color: colour, opacity: 0.8 },
                    data: px.map(function (v, i) {
                        var item = { value: [v, py[i]] };
                        if (layer.shades.length) item.itemStyle = { color: along(look.ramp, share(plot.shade, layer.shades[i])) };
                        return item;
                    }),
                    tooltip: { formatter: function (p) {
                        var i = p.dataIndex;
                        return mixes ? mixes[i] + "<br>" + escaped(plot.shade.scale.label + " = " + withUnit(layer.shades[i], plot.shade.scale))
                                : told(layer, i, layer.x[i], layer.y[i]);
                    } }
                });
            } else if (layer.kind === "bars") {
                var bars = layer.at.map(function (at, i) { return layer.sideways ? [layer.to[i], at] : [at, layer.to[i]]; });
                custom(layer, bars, function (params, api) {
                    var i = params.dataIndex, at = layer.at[i], centre = Math.round(at), from = layer.from[i], to = layer.to[i];
                    var a = api.coord(layer.sideways ? [from, centre] : [centre, from]), b = api.coord(layer.sideways ? [to, centre] : [centre, to]);
                    var step = layer.sideways ? api.size([0, 1])[1] : api.size([1, 0])[0], off = (at - centre) * step * (layer.sideways ? -1 : 1);
                    var thick = layer.width * step;
                    return { type: "rect", style: { fill: colour, opacity: 0.85 }, shape: layer.sideways
                        ? { x: Math.min(a[0], b[0]), y: a[1] + off - thick / 2, width: Math.abs(b[0] - a[0]), height: thick }
                        : { x: a[0] + off - thick / 2, y: Math.min(a[1], b[1]), width: thick, height: Math.abs(b[1] - a[1]) } };
                }, function (p) {
                    var i = p.dataIndex, value = layer.sideways ? plot.x : plot.y, place = layer.sideways ? plot.y : plot.x;
                    return "<b>" + escaped(place.categories[Math.round(layer.at[i])]) + "</b><br>" + escaped(layer.label + ": " + withUnit(layer.to[i], value))
                        + (layer.lower.length ? interval(layer.lower[i], layer.upper[i], value) : "");
                }, 3);
            } else if (layer.kind === "cells") {
                var columns = layer.x.length - 1, cells = layer.values.map(function (v, i) {
                    var c = i % columns, r = Math.floor(i / columns);
                    return [(layer.x[c] + layer.x[c + 1]) / 2, (layer.y[r] + layer.y[r + 1]) / 2];
                });
                custom(layer, cells, function (params, api) {
                    var i = params.dataIndex, c = i % columns, r = Math.floor(i / columns), place = share(plot.shade, layer.values[i]);
                    function at(cx, cy) {
                        var px = plot.x.categories.length, py = plot.y.categories.length;
                        var point = api.coord([px ? Math.round(cx) : cx, py ? Math.round(cy) : cy]);
                        if (px) point[0] += (cx - Math.round(cx)) * api.size([1, 0])[0];
                        if (py) point[1] -= (cy - Math.round(cy)) * api.size([0, 1])[1];
                        return point;
                    }
                    var a = at(layer.x[c], layer.y[r]), b = at(layer.x[c + 1], layer.y[r + 1]);
                    return { type: "rect", style: { fill: along(look.ramp, place) }, shape: {
                        x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]), width: Math.abs(b[0] - a[0]) + 0.6, height: Math.abs(b[1] - a[1]) + 0.6 } };
                }, function (p) {
                    var i = p.dataIndex;
                    return escaped(plot.x.label + " ≈ " + withUnit(cells[i][0], plot.x)) + "<br>" + escaped(plot.y.label + " ≈ " + withUnit(cells[i][1], plot.y))
                        + "<br><b>" + escaped(plot.shade.scale.label + " = " + withUnit(layer.values[i], plot.shade.scale)) + "</b>";
                }, 0);
            } else {
                layer.xs.forEach(function (xs, path) {
                    series.push({
                        type: "line", data: xs.map(function (v, i) { return [v, layer.ys[path][i]]; }), symbol: "circle", symbolSize: 7, showAllSymbol: true,
                        itemStyle: { color: colour, opacity: 0 }, lineStyle: { color: colour, width: 1.5 }, z: 2,
                        endLabel: { show: path === 0, formatter: layer.text, color: colour },
                        tooltip: { formatter: function () { return escaped(plot.shade.scale.label + " = " + withUnit(layer.value, plot.shade.scale)); } }
                    });
                });
            }
        });
        var names = [];
        plot.layers.forEach(function (layer) { if (layer.label && names.indexOf(layer.label) < 0) names.push(layer.label); });
        var narrow = width < 600, beside = names.length > 1;
        var size = narrow ? 14 : 16, room = width - (narrow ? 0 : 170);
        var title = lines(plot.title, room, "600 " + size + "px system-ui, sans-serif");
        var lower = Math.max(0, title.length - (narrow ? 2 : 1)) * (size + 4);
        var option = {
            animation: false, backgroundColor: "transparent", textStyle: { fontFamily: "system-ui, sans-serif", color: look.text },
            title: { text: title.join("\n"), left: narrow ? 0 : 12, top: 4, textStyle: { fontSize: size, lineHeight: size + 4, fontWeight: 600,
                color: look.text, width: room, overflow: "break" } },
            grid: narrow
                ? { left: plot.y.categories.length ? 24 : 60, right: 14, top: 56 + lower, bottom: 56 + (beside ? 28 : 0) + (plot.shade ? 34 : 0), containLabel: plot.y.categories.length > 0 }
                : { left: plot.y.categories.length ? 40 : 76, right: beside || plot.shade ? 190 : 24, top: 48 + lower, bottom: 56, containLabel: plot.y.categories.length > 0 },
            tooltip: { trigger: "item", renderMode: "html", confine: true, backgroundColor: look.paper, borderColor: look.soft, textStyle: { color: look.text, fontSize: 12 } },
            legend: beside ? Object.assign({ data: names, type: "scroll", inactiveColor: look.grid, pageTextStyle: { color: look.soft },
                pageIconColor: look.soft, pageIconInactiveColor: look.grid, textStyle: { color: look.text, width: narrow ? 160 : 130, overflow: "truncate" } },
                narrow ? { orient: "horizontal", left: 0, right: 0, bottom: 0 }
                    : { orient: "vertical", right: 8, top: 48, width: 170, height: plot.shade ? 150 : 360 }) : undefined,
            xAxis: axisOption(plot, "x", state.x, look, narrow), yAxis: axisOption(plot, "y", state.y, look, narrow), series: series
        };
        if (plot.shade) {
            option.visualMap = Object.assign({ type: "continuous", seriesIndex: [], min: 0, max: 1, calculable: false,
                inRange: { color: look.ramp }, text: [withUnit(plot.shade.high, plot.shade.scale), plot.shade.scale.label + "  " + withUnit(plot.shade.low, plot.shade.scale)],
                textStyle: { color: look.soft, fontSize: 11 }, hoverLink: false },
                narrow ? { orient: "horizontal", left: "center", bottom: beside ? 28 : 0, itemHeight: 110, itemWidth: 12 }
                    : { right: 24, top: beside ? 210 : 60, itemHeight: 160 });
        }
        if (plot.corners.length) {
            var height = Math.sqrt(3) / 2;
            option.xAxis = { show: false, min: -0.1, max: 1.1 };
            option.yAxis = { show: false, min: -0.08, max: 0.95 };
            series.push({ type: "line", silent: true, symbol: "none", z: 0, lineStyle: { color: look.soft, width: 1 }, data: [[0, 0], [1, 0], [0.5, height], [0, 0]] });
            series.push({ type: "scatter", silent: true, symbolSize: 0.1, data: plot.corners.map(function (name, i) {
                return { value: [[0, 0], [1, 0], [0.5, height]][i], label: { show: true, formatter: name, position: i === 2 ? "top" : "bottom", distance: 10, color: look.text } };
            }) });
        }
        return option;
    }

    function awaken(place) {
        var plot = JSON.parse(place.querySelector("script[type='application/json']").textContent);
        var scheme = window.matchMedia("(prefers-color-scheme: dark)");
        var state = { x: plot.x.logarithmic, y: plot.y.logarithmic };
        var still = place.querySelector("svg"), box = document.createElement("div"), switches = document.createElement("div");
        box.className = "plot-chart";
        box.tabIndex = 0;
        box.setAttribute("role", "img");
        box.setAttribute("aria-label", plot.title + ": " + plot.description);
        switches.className = "plot-switches";
        place.insertBefore(switches, still);
        place.insertBefore(box, still);
        place.setAttribute("data-plot", "awake");
        if (plot.notes.length) {
            var notes = document.createElement("p");
            notes.className = "plot-notes";
            notes.textContent = plot.notes.join(". ");
            place.insertBefore(notes, still);
        }
        var chart = echarts.init(box, null, { renderer: "canvas" });
        var buttons = [];
        function draw() {
            place.classList.toggle("plot-narrow", box.clientWidth < 600);
            chart.setOption(chartOption(plot, state, plot.looks[scheme.matches ? "dark" : "light"], scheme.matches, box.clientWidth), true);
            buttons.forEach(function (b) { b.button.setAttribute("aria-pressed", String(state[b.axis])); });
        }
        function suits(axis) {
            // A logarithmic axis has no place for what is not above zero.
            return !plot.corners.length && !plot[axis].categories.length
                && (plot[axis].logarithmic || numbers(plot, axis).every(function (n) { return n > 0; }));
        }
        ["x", "y"].filter(suits).forEach(function (axis) {
            var button = document.createElement("button");
            button.type = "button";
            button.textContent = "log " + axis;
            button.title = "linear or logarithmic (key l for both)";
            button.addEventListener("click", function () { state[axis] = !state[axis]; draw(); });
            switches.appendChild(button);
            buttons.push({ axis: axis, button: button });
        });
        function both() {
            var on = !(state.x || state.y), some = plot.x.logarithmic || plot.y.logarithmic;
            ["x", "y"].filter(suits).forEach(function (axis) { state[axis] = on && (!some || plot[axis].logarithmic); });
            draw();
        }
        var alone = document.querySelectorAll("[data-plot]").length === 1;
        (alone ? document : place).addEventListener("keydown", function (event) {
            if (event.key === "l" && !event.ctrlKey && !event.metaKey && !event.altKey) both();
        });
        scheme.addEventListener("change", draw);
        window.addEventListener("resize", function () { chart.resize(); draw(); });
        draw();
    }

    function begin() {
        var places = document.querySelectorAll("[data-plot]");
        if (!("IntersectionObserver" in window)) {
            places.forEach(awaken);
            return;
        }
        var seen = new IntersectionObserver(function (entries) {
            entries.forEach(function (entry) {
                if (entry.isIntersecting) {
                    seen.unobserve(entry.target);
                    awaken(entry.target);
                }
            });
        }, { rootMargin: "300px" });
        places.forEach(function (place) { seen.observe(place); });
    }

    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
    else begin();
})();
