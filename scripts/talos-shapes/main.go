// Command shapes writes what the configuration types of one Talos minor look like, for compact.ts beside it. It needs Go and the modules of
// that minor, and is run where a new minor is added: shapes <kinds…> > shapes-1.15.json. For 1.11 the YAML module is gopkg.in/yaml.v3.
package main

import (
	"encoding"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	"github.com/siderolabs/talos/pkg/machinery/config/config"
	"github.com/siderolabs/talos/pkg/machinery/config/configloader"
	"go.yaml.in/yaml/v4"
)

type obsolete interface{ UnmarshalYAML(func(any) error) error }
type merger interface{ Merge(any) error }
type zeroer interface{ IsZero() bool }
type named interface{ Name() string }
type conflicting interface{ ConflictsWithKinds() []string }

type Type struct {
	Reads  string     `json:"reads,omitempty"`  // yaml, func, text: how it unmarshals by itself
	Writes string     `json:"writes,omitempty"` // yaml, text
	Zero   bool       `json:"zero,omitempty"`
	String bool       `json:"string,omitempty"`
	Merge  bool       `json:"merge,omitempty"`
	Of     string     `json:"of,omitempty"`
	Fields [][]string `json:"fields,omitempty"`
	Hidden []string   `json:"hidden,omitempty"`
	Values [][2]any   `json:"values,omitempty"`
}
type Doc struct {
	Kind      string   `json:"kind"`
	Type      string   `json:"type"`
	Named     bool     `json:"named,omitempty"`
	Conflicts []string `json:"conflicts,omitempty"`
	Does      []string `json:"does,omitempty"`
}

var types = map[string]*Type{}

func impl[T any](t reflect.Type) bool {
	i := reflect.TypeFor[T]()
	return t.Implements(i) || reflect.PointerTo(t).Implements(i)
}

func short(t reflect.Type) string {
	p := t.PkgPath()
	if i := strings.LastIndex(p, "/"); i >= 0 {
		p = p[i+1:]
	}
	return p + "." + t.Name()
}

func expr(t reflect.Type) string {
	if t.Name() != "" && t.PkgPath() != "" {
		n := short(t)
		if _, ok := types[n]; !ok {
			d := &Type{}
			types[n] = d
			switch {
			case impl[yaml.Unmarshaler](t):
				d.Reads = "yaml"
			case impl[obsolete](t):
				d.Reads = "func"
			case impl[encoding.TextUnmarshaler](t):
				d.Reads = "text"
			}
			switch {
			case impl[yaml.Marshaler](t):
				d.Writes = "yaml"
			case impl[encoding.TextMarshaler](t):
				d.Writes = "text"
			}
			d.Zero, d.String, d.Merge = impl[zeroer](t), impl[fmt.Stringer](t), impl[merger](t)
			if t.Kind() == reflect.Struct {
				for i := range t.NumField() {
					f := t.Field(i)
					tag, has := f.Tag.Lookup("yaml")
					if !f.IsExported() && !f.Anonymous {
						d.Hidden = append(d.Hidden, f.Name)
						continue
					}
					if tag == "-" {
						continue
					}
					parts := strings.Split(tag, ",")
					name := parts[0]
					flags := ""
					for _, o := range parts[1:] {
						switch o {
						case "omitempty":
							flags += "o"
						case "inline":
							flags += "i"
						}
					}
					if !has {
						name = strings.ToLower(f.Name)
						flags += "u"
					}
					if strings.Contains(f.Tag.Get("merge"), "replace") {
						flags += "r"
					}
					d.Fields = append(d.Fields, []string{name, expr(f.Type), flags})
				}
			} else {
				d.Of = under(t)
				if d.Reads == "text" && d.String {
					d.Values = values(t)
				}
			}
		}
		return "@" + n
	}
	return under(t)
}

func under(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + expr(t.Elem())
	case reflect.Slice:
		return "[]" + expr(t.Elem())
	case reflect.Array:
		return "[n]" + expr(t.Elem())
	case reflect.Map:
		return "{" + expr(t.Key()) + "}" + expr(t.Elem())
	case reflect.Interface:
		return "any"
	case reflect.Struct:
		return "struct"
	default:
		return t.Kind().String()
	}
}

func main() {
	var docs []Doc
	kinds := append([]string{""}, os.Args[1:]...)
	for _, k := range kinds {
		text := "apiVersion: v1alpha1\nkind: " + k + "\n"
		if k == "" {
			text = "version: v1alpha1\nmachine: {}\n"
		}
		p, err := configloader.NewFromBytes([]byte(text))
		if err != nil {
			if strings.Contains(err.Error(), "not registered") {
				continue
			}

			// A pair of links needs two names.
			if p, err = configloader.NewFromBytes([]byte(text + "name: a\npeer:\n  name: b\n")); err != nil {
				fmt.Fprintln(os.Stderr, k, err)

				continue
			}
		}
		d := p.Documents()[0]
		t := reflect.TypeOf(d)
		o := Doc{Kind: k, Type: expr(t.Elem())}
		_, o.Named = d.(config.NamedDocument)
		if c, ok := d.(conflicting); ok {
			o.Conflicts = c.ConflictsWithKinds()
		}
		for i := range t.NumMethod() {
			n := t.Method(i).Name
			if strings.Contains(n, "Validate") || strings.Contains(n, "Signal") || strings.Contains(n, "Only") || strings.Contains(n, "Conflict") || strings.Contains(n, "Secret") || strings.Contains(n, "Redact") {
				o.Does = append(o.Does, n)
			}
		}
		docs = append(docs, o)
	}
	sort.Slice(docs, func(i, j int) bool { return docs[i].Kind < docs[j].Kind })
	e := json.NewEncoder(os.Stdout)
	e.SetIndent("", " ")
	e.Encode(map[string]any{"documents": docs, "types": types})
}

// values are the words that an enumeration reads, with their numbers.
func values(t reflect.Type) (list [][2]any) {
	defer func() { recover() }()
	for i := range 512 {
		v := reflect.New(t)
		switch {
		case v.Elem().CanInt():
			v.Elem().SetInt(int64(i))
		case v.Elem().CanUint():
			v.Elem().SetUint(uint64(i))
		default:
			return nil
		}
		word := v.Elem().Interface().(fmt.Stringer).String()
		w := reflect.New(t)
		if err := w.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(word)); err == nil && reflect.DeepEqual(v.Elem().Interface(), w.Elem().Interface()) {
			list = append(list, [2]any{i, word})
		}
	}
	return list
}
