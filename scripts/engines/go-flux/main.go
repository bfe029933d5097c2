// Asks the code of GitOps engines what they make of a folder: Flux's kustomize-controller (its generator and its build), kustomize
// itself, and kubectl's file reader. One JSON question a line in, one answer a line out.
//
//	{"id": "…", "engine": "flux", "folder": "/path", "path": "dist"}
//	{"id": "…", "ok": true, "objects": [{…}, …]}      or      {"id": "…", "ok": false, "error": "…"}
//
// Engines: flux (spec.path of a Kustomization over the folder as its source), kustomize (build, as `kubectl apply -k`),
// kubectl (`-f path`), kubectl-recursive (`-R -f path`). The folder is copied first: Flux's generator writes into it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/cli-runtime/pkg/resource"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type question struct {
	ID     string `json:"id"`
	Engine string `json:"engine"`
	Folder string `json:"folder"`
	Path   string `json:"path"`
}

type answer struct {
	ID      string           `json:"id"`
	OK      bool             `json:"ok"`
	Error   string           `json:"error,omitempty"`
	Objects []map[string]any `json:"objects,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for in.Scan() {
		if len(in.Bytes()) == 0 {
			continue
		}
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		objects, err := ask(q)
		a := answer{ID: q.ID, OK: err == nil, Objects: objects}
		if err != nil {
			a.Error, a.Objects = err.Error(), nil
		}
		if err := out.Encode(a); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
}

func ask(q question) (objects []map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	root, err := os.MkdirTemp("", "gitops-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(root)
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	source := filepath.Join(root, "source")
	if err := os.CopyFS(source, os.DirFS(q.Folder)); err != nil {
		return nil, err
	}
	path := filepath.Join(source, q.Path)
	switch q.Engine {
	case "flux":
		return flux(source, path)
	case "kustomize":
		built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), path)
		if err != nil {
			return nil, err
		}
		return maps(built)
	case "kubectl":
		return kubectl(path, false)
	case "kubectl-recursive":
		return kubectl(path, true)
	}
	return nil, fmt.Errorf("no engine named %q", q.Engine)
}

// What kustomize-controller does with spec.path: a kustomization of its own making where the folder has none, then the build.
func flux(source, path string) ([]map[string]any, error) {
	spec := unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "kustomize.toolkit.fluxcd.io/v1",
		"kind":       "Kustomization",
		"metadata":   map[string]any{"name": "network", "namespace": "flux-system"},
		"spec":       map[string]any{"path": "./", "prune": true},
	}}
	if _, err := kustomize.NewGenerator(source, spec).WriteFile(path); err != nil {
		return nil, err
	}
	built, err := kustomize.SecureBuild(source, path, false)
	if err != nil {
		return nil, err
	}
	return maps(built)
}

func maps(built resmap.ResMap) ([]map[string]any, error) {
	objects := []map[string]any{}
	for _, one := range built.Resources() {
		object, err := one.Map()
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}

// What `kubectl apply` reads; it then asks the server for each kind and name, which needs both.
func kubectl(path string, recursive bool) ([]map[string]any, error) {
	infos, err := resource.NewLocalBuilder().
		Unstructured().
		Local().
		ContinueOnError().
		FilenameParam(false, &resource.FilenameOptions{Filenames: []string{path}, Recursive: recursive}).
		Flatten().
		Do().
		Infos()
	if err != nil {
		return nil, err
	}
	objects := []map[string]any{}
	for _, info := range infos {
		object := info.Object.(*unstructured.Unstructured)
		if object.GetName() == "" {
			return nil, fmt.Errorf("%s: %s without a name", filepath.Base(info.Source), object.GetKind())
		}
		objects = append(objects, object.Object)
	}
	return objects, nil
}
